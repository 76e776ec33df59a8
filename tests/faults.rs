//! Faults: the real binary, driven by keys in a pseudo-terminal, through everything that can go wrong with what it keeps.
//!
//! What the status line called saved is held against what is there afterwards; nothing here knows how postil works inside.
//! Some faults need a tool or a right that not every machine has (strace that may attach, a mount, root, libfaketime): a test
//! that cannot be made says `faults: skipped: ...` and why. Figures are said in the same way, on the standard error.
//!
//! `POSTIL_FAULT_SESSIONS=1000` makes the sessions at random a thousand, `POSTIL_FAULT_SEED=N` makes them others.
//!
//! | module | what goes wrong |
//! |---|---|
//! | `kills` | it is killed before every system call of a save |
//! | `errors` | every call of a save, and of reading at the start, fails in every way that it can |
//! | `places` | disks that are full, places and files that may not be written to, things that are no files, links, modes |
//! | `instances` | two and three programs at once, one of them stopped or killed in the middle of a save |
//! | `outside` | editors, version control and scripts write into the file, empty it, break it |
//! | `recovery` | the session after a kill: undo, what was not saved, what was deleted on purpose, damaged journals |
//! | `sessions`, `model` | random sessions with kills at random, against a model of what was asked for |
//! | `documents` | the articles change, move and go |
//! | `limits`, `clock` | large files, no descriptors, no threads; odd clocks |
//! | `peers` | what other programs lose, in so many words |
//!
//! # What other programs lost, and the test that it is not lost here
//!
//! Full names of tests are given for those that lie elsewhere.
//!
//! | what was lost | where | here |
//! |---|---|---|
//! | half of the file, or all of it, by truncating before writing | helix#3967, #13585, taskwarrior#152, microbin#281, zoxide#68, #98, neovim#9888, #18977, vscode#9589 | `kills`, `sessions` |
//! | work on a full disk | taskwarrior#1420, #2264, timewarrior#155, #292, #480, taskserver#53, vscode#34915, #36507, #63573 | `places::a_full_disk_is_told_and_saved_once_there_is_room`, `a_file_that_may_not_grow_...`, `errors` |
//! | a file of zeroes after a power cut: renamed and never synced | timewarrior#772, keepnote#160, RedNotebook#719 | `errors` fails each `fsync`; the crashes of store's own fault-injecting file layer |
//! | what was said to be saved and was not | helix#2518, neovim#11955, Label Studio#1101, #1790, #6674, #6675 | `errors::a_call_that_fails_once_is_told_and_loses_nothing`, `sessions` |
//! | unsaved work in a panic or a kill | helix#4215, doccano#1111 | `recovery::what_could_not_be_saved_is_saved_by_the_next_session` |
//! | everything, after one mistake in the file | jrnl#318, #490, #1639, foliate#1472, zoxide#594, neovim#6875, qc#60, obsidian-annotator#194, #265, #276, #306 | `peers::one_record_that_cannot_be_read_hides_no_other_and_stays`, `outside::a_file_that_has_become_unsafe_...`; `tests/store.rs`: `every_broken_file_says_what_is_wrong_and_shows_the_rest` |
//! | everything, after a read that failed | KOReader's sidecars, jrnl#490 | `errors::a_file_that_cannot_be_read_is_never_taken_for_an_empty_one` |
//! | what another writer wrote | jrnl#502, helix#4257, logseq#1192, #6005, #8873, #8940, zoxide#1219, newsboat#3274 | `instances`, `outside` |
//! | annotations whose number drops unnoticed | inception#324, #1786, doccano#1419 | `outside::a_file_that_is_gone_...`, `an_older_version_that_was_checked_out_can_be_taken_back` |
//! | notes on a document that moved or changed | koreader#11773, zotero#2260, zotfile#567, #593, foliate#1377, #1601, thorium-reader#3472, QualCoder#1284, Hypothesis | `documents` |
//! | everything in a folder of the cloud or of the network | better-bibtex#488, #2695, atuin#975, joplin#11686 | `errors` (no locks), `outside` (replaced, half-written, times forged) |
//! | the link that the file was | lnav#1489, quodlibet#4543, cc-switch#5129, zentty#15 | `places::links_modes_and_owners_are_kept` |
//! | saving itself, for leftovers lay in the way | neovim#8587, #11955, newsboat#49, #312, #314, #695 | `places::a_thousand_leftovers_of_the_dead_are_no_hindrance`, `instances::a_lock_that_is_not_given_back_...` |
//! | annotations at the same position in other files; those at the end of a text | QualCoder PR#1501 | `peers::deleting_one_leaves_...`, `the_last_words_of_a_text_...` |
//! | the rest of a text of which only a part was loaded | QualCoder PR#1501, #616 | articles are never written; `tests/pty/long.rs`: `what_is_typed_at_the_beginning_counts_for_all_of_it` |
//! | half a record; spans of nothing or over line ends | brat#956, #973, #998, #1017, #1042, #1162, #124 | `kills`; `tests/store/broken`; `peers::the_last_words_of_a_text_...` |
//! | positions, with emoji, Windows line ends or a byte order mark | doccano#360, #475, #1360, Label Studio#539, #1008, #1347, #2007, QualCoder#37 and its REFI codec, Taguette 0.9.1 | `peers::the_last_words_of_a_text_and_whatever_stands_before_them_count_right` |
//! | overlapping and untagged annotations in an export | doccano's `Spans.clean`, inception#1893, Taguette 1.5.2 | `peers::those_without_a_tag_and_those_that_overlap_are_in_every_export` |
//! | highlights whose tag was deleted; `tax` taken for `taxation` | Taguette 1.0.0, 1.5.2 | `sessions` (tags taken away); `src/model/tag.rs`: `a_tag_lies_within_whole_parts_only` |
//! | labels at the import of one's own export; agreement that is no number | doccano#1111, #1476, QualCoder#265, #1115, #1403, its kappa, inception#2219, #5348, dkpro-statistics#2 | there is no import and no agreement yet |

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

#[allow(dead_code, reason = "shared with the journeys, which use all of it")]
#[path = "pty/articles.rs"]
mod articles;
#[allow(dead_code, reason = "shared with the journeys, which use all of it")]
#[path = "pty/emulator.rs"]
mod emulator;
#[path = "pty/keys.rs"]
mod keys;
#[allow(dead_code, reason = "shared with the journeys, which use all of it")]
#[path = "pty/session.rs"]
mod session;

mod faults {
    mod chance;
    mod clock;
    mod desk;
    mod documents;
    mod errors;
    mod instances;
    mod kills;
    mod limits;
    mod model;
    mod outside;
    mod peers;
    mod places;
    mod recovery;
    mod sessions;
    mod strace;
}
