# The beginning of a long document is shown before the rest is there; what is typed waits for the rest.
document a.txt
| Article A
|
| It says one thing.
document b.txt
| Article B
|
| It says the first thing. It says the second.
|
| It says the third.
|
| It says the last.
tag 1 claim
beginnings 3
disk is slow
keys J
reading b.txt
screen It says the second.
unseen It says the last.
keys G
status the rest is still being read; what you type is kept
keys (1
cursor Article B
unseen claim ·
disk catches up
screen It says the last.
annotations
| It says the last. # claim
# Going on to another document leaves the beginning behind.
disk is slow
keys <F5>J
disk catches up
reading b.txt
keys ggK
reading a.txt
disk is slow
keys J
reading b.txt
keys K
reading a.txt
keys 1
disk catches up
reading a.txt
annotations
| Article A # claim
| It says the last. # claim
