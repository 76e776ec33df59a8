# Every kind of change is one step to take back.
tag 1 claim
keys u
status nothing to take back
keys <Ctrl-r>
status nothing to make again
keys }1
keys aWhy?<Ctrl-s>
keys tnew<Tab><Enter>
keys )m
keys ddD
status marked as done
annotations
| The mill opened in 1912. # claim, new # Why?
keys u
status took back: marked as done
keys u
status took back: deleted
annotations
| The mill opened in 1912. # claim, new # Why?
| It stood beside the river Welle for ninety years.
keys uu
codebook
| 1 claim
annotations
| The mill opened in 1912. # claim # Why?
keys uu
annotations
keys <Ctrl-r><Ctrl-r><Ctrl-r><Ctrl-r><Ctrl-r><Ctrl-r>
annotations
| The mill opened in 1912. # claim, new # Why?
status made again: marked as done
keys D
status marked as being read again
saved
# A new change ends what could be made again.
keys u1<Ctrl-r>
status nothing to make again
