# Searching and looking up what is tagged go on behind the screen, and can be stopped.
tag 1 claim: It can be checked.
document a.txt
| Mill News
|
| The mill of Sandford employed 340 people. The mill closed in 1961.
document b.txt
| Looking Back
|
| Nobody remembers the old mill. A MILL is a place to work.
document c.txt
| A Letter
|
| My father worked in a windmill all his life.
disk is slow
keys Fm
screen nothing found · 0 of 3 searched · Esc stops
keys t
keys <Backspace>
disk
screen 10 matches in 3 documents
disk is slow
keys i<Esc>
screen nothing found · stopped after 0 of 3
disk
screen nothing found · stopped
keys <Enter>
keys <Enter>t
status nothing was found yet to tag
keys <Esc>Fmill<Enter>
disk
screen 6 matches in 3 documents
disk is slow
keys T<Enter>
scope working
keys <Esc>
status stopped; nothing was changed
disk
scope results
annotations
disk is slow
keys <Enter>
disk
status mill · match 1 of 6, document 1 of 3
