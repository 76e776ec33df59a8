# Moving about in the codebook, and finding a tag in it.
tag 1 check/worthy: Worth it.
tag 2 check/not: Not worth it.
tag 3 kind/number
tag 4 kind/cause
tag 5 漢字/主張
tag 6 תג/טענה
window 80x24
keys T
screen check/worthy
keys jk<Down><Up><PageDown>
screen key 6 · cyan
keys <PageUp><Space><Home>G<Ctrl-d><Ctrl-u><End>
keys /kin
scope filter
screen › kin
screen ▲ kind/number
keys <Down><Up><Ctrl-n><Ctrl-p><Ctrl-n><Enter>
scope codebook
screen found by “kin”
screen key 4 · red
# Esc lists all again, and stays there.
keys <Esc>
scope codebook
screen key 4 · red
keys /zzz
screen nothing matches
keys <Ctrl-c>/x<Esc>
unseen nothing matches
paste no
keys /
paste wor
screen › wor
keys <Esc>:codebook-top<Enter>?<Esc><F1><Esc>
screen kind/
wheel-down kind/
click number
screen key 3 · blue
double-click worthy
scope note
keys <Esc>
# In a narrow window what is said of it stands below.
resize 50x20
screen Worth it.
keys q
scope reader
