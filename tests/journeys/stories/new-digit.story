# A digit that no tag has lets one choose or make the tag that gets it.
tag - todo
keys }3
scope tags
screen No tag has the key 3 yet
keys claim<Enter>
scope reader
status tagged claim
codebook
| - todo
| 3 claim
annotations
| The mill opened in 1912. # claim
# Pressed again, it is the tag's.
keys )3
annotations
| The mill opened in 1912. # claim
| It stood beside the river Welle for ninety years. # claim
keys )4<Down><Ctrl-p><Ctrl-n><Up>todo<Enter>
codebook
| 4 todo
| 3 claim
# The tag made and the annotation are taken back together.
keys uuu
annotations
codebook
| - todo
keys 5<Esc>
scope reader
annotations
