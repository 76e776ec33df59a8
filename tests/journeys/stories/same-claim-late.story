# The search goes on behind the screen; Esc stops it, and closes the list the second time.
document a.txt
| Mill News
|
| The mill of Sandford employed 340 people in the year 1920. Ask him.
document b.txt
| A Letter
|
| The mill of Sandford employed 340 people in the year 1920, he wrote.
keys })S
status is too short to look for
keys (
disk is slow
keys S
screen nothing found · 0 of 2 documents looked through · Esc stops
keys <Enter>
scope elsewhere
keys <Esc>
screen nothing found · stopped after 0 of 2 documents
disk
screen nothing found · stopped
keys l
status nothing was found yet to act on
keys <Esc>
scope reader
# What an older search still brings is not wanted any more.
keys S
screen 1 found in 2 documents
double-click % A Letter
reading b.txt
cursor The mill of
