# Going to a sentence that was found leaves the list for the way back; S on the same sentence finds it as it was too.
tag 1 claim: It can be checked.
document a.txt
| Mill News
|
| The mill of Sandford employed 340 people in the year 1920. Nobody knows how many of them were children.
document b.txt
| Looking Back
|
| In the year 1920, the mill of Sandford employed 430 people. It closed in 1961.
document c.txt
| A Letter
|
| As my father used to say, “the mill of Sandford employed 340 people in the year 1920”, and he was one of them.
annotation me: people. It closed # claim
keys }1S<Down><Space><Enter>
reading b.txt
status Ctrl-o comes back to the list
keys <Ctrl-o>
reading a.txt
scope elsewhere
screen 1 marked
# A few words of the sentence that are annotated otherwise are left alone.
keys L
status linked 1 sentence that repeat this one
annotations
| The mill of Sandford employed 340 people in the year 1920. # claim
| In the year 1920, the mill of Sandford employed 430 people. # claim
| people. It closed # claim
keys u<Space><Enter>gg<Ctrl-o>j<Ctrl-o>
scope elsewhere
keys <Enter>J
keys KK}S
screen 1 marked
keys <Esc>S
unseen marked
keys <Esc>
scope reader
# A search that is stopped is begun anew; one that is left goes on.
disk is slow
keys S
disk
keys <Enter>
keys <Ctrl-o>
screen 2 found in 3 documents
