# What was written is not lost without a question.
keys }aWhy<Esc>
scope question
screen Close without saving what you wrote?
keys n
scope note
screen Why
keys <Ctrl-c>
scope question
keys <Esc>
scope note
keys <Esc><Ctrl-c>
scope note
keys <Esc>y
scope reader
status closed without saving
annotations
# Text is pasted as text; keys in it are none.
keys a
paste one\ntwo
keys <Ctrl-s>
annotations
| The mill opened in 1912. # # one two
paste jjj
status nothing to paste into here
