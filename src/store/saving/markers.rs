//! Conflict markers that git left in a file: both sides taken apart.

/// What a file with conflict markers was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Apart {
    /// What both sides began from: as git wrote it with `merge.conflictStyle = diff3`, and otherwise what they have in common.
    pub(super) base: String,
    /// Our side.
    pub(super) ours: String,
    /// Their side.
    pub(super) theirs: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Common,
    Ours,
    Base,
    Theirs,
}

/// Whether a line of `text` is one of git's markers.
pub(super) fn stand_in(text: &str) -> bool {
    text.lines()
        .any(|line| is_marker(line, '<') || is_marker(line, '>') || is_marker(line, '|'))
}

/// The sides of a file with conflict markers; `None` where they do not pair.
pub(super) fn apart(text: &str) -> Option<Apart> {
    let mut apart = Apart {
        base: String::new(),
        ours: String::new(),
        theirs: String::new(),
    };
    let mut within = Within::Common;
    for line in text.split_inclusive('\n') {
        let mark = ['<', '|', '=', '>'].into_iter();
        let mark = mark.clone().find(|mark| is_marker(line.trim_end(), *mark));
        within = match (mark, within) {
            (Some('<'), Within::Common) => Within::Ours,
            (Some('|'), Within::Ours) => Within::Base,
            (Some('='), Within::Ours | Within::Base) => Within::Theirs,
            (Some('>'), Within::Theirs) => Within::Common,
            (Some('<' | '|' | '>'), _) | (Some('='), Within::Theirs) => return None,
            (_, Within::Common) => {
                for side in [&mut apart.base, &mut apart.ours, &mut apart.theirs] {
                    side.push_str(line);
                }
                within
            }
            (_, Within::Ours) => {
                apart.ours.push_str(line);
                within
            }
            (_, Within::Base) => {
                apart.base.push_str(line);
                within
            }
            (_, Within::Theirs) => {
                apart.theirs.push_str(line);
                within
            }
        };
    }
    (within == Within::Common).then_some(apart)
}

/// Whether the line is a marker made of this character: seven of it, and a name behind all but the middle one.
fn is_marker(line: &str, mark: char) -> bool {
    let rest = line.trim_start_matches(mark);
    line.len() - rest.len() == 7 && (rest.is_empty() || (mark != '=' && rest.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sides_are_taken_apart_and_what_does_not_pair_is_not() {
        let text = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n";
        let found = apart(text).unwrap();
        assert_eq!(
            (&*found.base, &*found.ours, &*found.theirs),
            ("a\nd\n", "a\nb\nd\n", "a\nc\nd\n")
        );
        let text = "<<<<<<< HEAD\r\nb\r\n||||||| 1234\r\na\r\n=======\r\nc\r\n>>>>>>> other\r\n";
        let found = apart(text).unwrap();
        assert_eq!(
            (&*found.base, &*found.ours, &*found.theirs),
            ("a\r\n", "b\r\n", "c\r\n")
        );
        for text in [
            "<<<<<<< HEAD\nb\n",
            ">>>>>>> HEAD\nb\n",
            "<<<<<<< HEAD\n<<<<<<< HEAD\n=======\n>>>>>>> x\n",
            "<<<<<<< HEAD\n>>>>>>> x\n",
        ] {
            assert!(stand_in(text));
            assert_eq!(apart(text), None, "{text}");
        }
        assert!(!stand_in("a heading\n========\n<<<<<<<<< no\n"));
        assert_eq!(
            apart("a heading\n=======\n").unwrap().ours,
            "a heading\n=======\n"
        );
    }
}
