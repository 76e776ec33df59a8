# The tag picker finds tags, makes new ones, takes several.
tag 1 claim/statistic: A number somebody could check.
tag - claim/causal: One thing brings about another.
tag - todo
keys }t
scope tags
screen A number somebody could check.
keys caus<Enter>
annotations
| The mill opened in 1912. # claim/causal
# On the annotation again: its tags are marked, and marks are what counts.
keys tdoubt<Tab>stat<Tab><Enter>
annotations
| The mill opened in 1912. # claim/causal, doubt, claim/statistic
codebook
| 1 claim/statistic: A number somebody could check.
| - claim/causal: One thing brings about another.
| - todo
| 2 doubt
status tagged claim/causal, doubt, claim/statistic
keys u
annotations
| The mill opened in 1912. # claim/causal
codebook
| 1 claim/statistic: A number somebody could check.
| - claim/causal: One thing brings about another.
| - todo
# What is typed after a mark is given with it, and the hint says so; marks come first in the list.
keys ttodo<Tab>stat
screen Enter give 3 tags
keys <Ctrl-u>
screen │ ✓ ■ claim/causal
screen │ ✓ ▲ todo
screen Enter give 2 tags
keys stat<Esc>
# Taking all marks away takes all tags away.
keys tcausal<Tab><Enter>
status removed all tags
annotations
| The mill opened in 1912.
keys t<PageDown><PageUp><Ctrl-j><Ctrl-k><Ctrl-c>
scope reader
