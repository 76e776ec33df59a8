# A file that another program emptied is one step to take back; it is written anew only after a yes.
tag 1 claim
annotation me: The mill opened in 1912. # claim
annotation me: It stood beside the river Welle for ninety years.
lasting
keys }
elsewhere-emptied
status 2 annotations were deleted by another program; u brings them back
annotations
did note what another program deleted (2 annotations)
cursor The mill opened
saving asks: annotations.toml was emptied. Write it anew?
keys u
scope question
screen Write it anew?
screen NOT SAVED
keys n
screen NOT SAVED
keys <Ctrl-s>
scope question
keys y
unseen NOT SAVED
annotations
| The mill opened in 1912. # claim
| It stood beside the river Welle for ninety years.
saved
