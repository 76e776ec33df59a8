# Evidence that is an annotation leads there, and the way back leads to the form as it was left.
document 1-ferry.txt
| The Ferry Question
|
| “The boat carried 900 passengers a day,” said Ida Stone. Nobody in the hall believed that the money was there.
document 2-log.txt
| The Harbour Log
|
| The boat carried 400 passengers a day in the year 1931. It was new then.
annotation jo: The boat carried 400 passengers a day in the year 1931. # # Why?
keys }cg
status go to a piece of evidence first
keys i
status go to a piece of evidence first
keys ty<Esc>o<Enter><Esc><Esc>
scope claim
screen an annotation here
screen [Enter] goes there
unseen postil:
keys <Enter>
reading 2-log.txt
scope reader
status Ctrl-o comes back to the claim
cursor The boat carried 400
keys j<Ctrl-o>
scope claim
reading 1-ferry.txt
screen an annotation here
keys i
scope evidence
screen Evidence 1 on
keys sr<Esc>g
reading 2-log.txt
# The form is also come back to from its sentence; it is not begun anew.
keys K}c
scope claim
screen refutes
keys <Ctrl-s>
status claim saved
keys <Ctrl-o>
scope reader
