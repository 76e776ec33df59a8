# S finds where else a sentence stands, nearly as it is here; what is found is tagged and linked at once.
tag 1 claim: It can be checked.
document a.txt
| Mill News
|
| The mill of Sandford employed 340 people in the year 1920. Nobody knows how many of them were children.
document b.txt
| Looking Back
|
| In the year 1920, the mill of Sandford employed 430 people. It closed in 1961.
|
| The people of Sandford remember the mill. In 1920 it was new.
document c.txt
| A Letter
|
| As my father used to say, “the mill of Sandford employed 340 people in the year 1920”, and he was one of them.
keys }S
scope elsewhere
screen 2 found in 3 documents
screen {+430+}
screen A Letter
screen Looking Back
unseen remember the mill
keys t
status the sentence itself has no tag yet
keys <Esc>1S
keys j
keys k<Down><Up><PageDown><PageUp>t
status tagged 1 sentence claim
keys t
status tagged claim already
keys u
status took back: tagged 1 sentence claim
keys l
status linked 1 sentence that repeat this one
keys u<Space>mL
status linked 2 sentences that repeat this one
did keep 2 texts
screen → repeats
annotations
| The mill of Sandford employed 340 people in the year 1920. # claim
| In the year 1920, the mill of Sandford employed 430 people. # claim
| As my father used to say, “the mill of Sandford employed 340 people in the year 1920”, and he was one of them. # claim
linked
| As my father used to say, “the mill of Sandford employed 340 people in the year 1920”, and he was one of them. # repeats # The mill of Sandford employed 340 people in the year 1920.
| In the year 1920, the mill of Sandford employed 430 people. # repeats # The mill of Sandford employed 340 people in the year 1920.
keys L
status linked already
keys u
linked
keys L?
screen In the list of the same claim elsewhere
keys <Esc><F1><Esc>q
scope reader
screen ← repeated by
keys S<Ctrl-c>S<Enter>
cursor As my father
