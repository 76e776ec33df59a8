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
status from 1-ferry.txt to 2-council.md: 3 annotations follow
missing
| 1-ferry.txt # 2-council.md, 2 of 4 # 3-harbour.txt, 1 of 4
# What stands in another part is left for that.
screen × 1-ferry.txt is not there; 1 annotation on it
screen ▸ 2 3-harbour.txt · 1 of 4 quotes · all follow
keys u
screen × 1-ferry.txt is not there; 4 annotations on it
screen → The council met on Tuesday evening
keys <Enter><Enter>
status from 1-ferry.txt to 3-harbour.txt: 1 annotation follows
missing
reading 2-council.md
places
| The council met on Tuesday evening # exact
| The boat carried 700 passengers a day # changed-meaning
| no way home after dark # exact
keys A
screen ≠ changed meaning
keys :
scope anchors
