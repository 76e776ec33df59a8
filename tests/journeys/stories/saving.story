# A save that fails is shown until it is made good; leaving asks.
tag 1 claim
saving fails: cannot write articles/annotations.toml: no space left
keys }1
status no space left
screen NOT SAVED
annotations
| The mill opened in 1912. # claim
keys )1
screen NOT SAVED
keys <Ctrl-s>
status no space left
keys q
scope question
screen Leave all the same?
keys n
scope reader
keys <F5>
status no space left
keys q<Ctrl-c><Ctrl-c>y
did quit
saving works
keys <Ctrl-s>
saved
unseen NOT SAVED
annotations
| The mill opened in 1912. # claim
| It stood beside the river Welle for ninety years. # claim
keys <Ctrl-s>
status everything is saved
saving hangs
keys )1
screen saving…
keys <Ctrl-s>
status saving
keys <F5>
status once more to read everything anew
