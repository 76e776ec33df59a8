# A document that is not there: the person says which it is now, and all its annotations follow.
was 1-ferry.txt
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
document 2-council.md
| The council met on Tuesday evening to hear about the ferry. The boat carried 700 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark.
document 3-harbour.txt
| They asked for one more crossing. The mayor promised an answer before the end of the year.
annotation jo: The council met on Tuesday evening # # One.
annotation jo: The boat carried 400 passengers a day # # Two.
annotation jo: no way home after dark # # Three.
annotation jo: They asked for one more crossing. # # Four.
keys :orphans<Enter>
screen 1 of 1 · 1-ferry.txt
screen × 1-ferry.txt is not there; 4 annotations on it
screen ▸ 1 2-council.md · 2 of 4 quotes
keys a
status first say which document it is
keys 2
screen ▸ 2 3-harbour.txt · 1 of 4 quotes
keys <Tab><Enter>
status 1-ferry.txt is now 2-council.md: 4 annotations follow
missing
# Of these only what is gone is looked at now.
screen 2 of 2
screen × orphan
reading 2-council.md
keys u
screen 1 of 2
missing
| 1-ferry.txt # 2-council.md, 2 of 4 # 3-harbour.txt, 1 of 4
keys <Enter><Esc>
places
| The council met on Tuesday evening # exact
| The boat carried 700 passengers a day # changed-meaning
| no way home after dark # exact
| They asked for one more crossing. # orphan
keys A
screen × orphan
keys n
screen ≠ changed meaning
keys :
scope anchors
