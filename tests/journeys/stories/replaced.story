# A document that was replaced by something else loses no annotation; one that is deleted does not either.
was 1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
was 2-gone.txt
| The harbour was closed on Sunday for want of a harbour master.
document 1-ferry.txt
| How to bake bread
|
| Take flour, water and salt, and leave them alone for a night. The rest is heat and patience, and the order hardly matters.
annotation jo: They asked for one more crossing. # # One.
annotation jo: for want of a harbour master # # Two.
status 2-gone.txt: is not there; 1 annotation on it: kept, and exported
places
| They asked for one more crossing. # orphan
screen × orphan: its text is gone
missing
| 2-gone.txt
# As soon as the text is back, so is the annotation.
rewritten 1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
rewritten 2-gone.txt
| The harbour was closed on Sunday for want of a harbour master.
keys <F5>
places
| They asked for one more crossing. # exact
missing
