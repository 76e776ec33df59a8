# What is not where it was is looked for behind the screen, and keys are not kept waiting.
was 1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
document 1-ferry.txt
| Preface, added later.
|
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
annotation jo: They asked for one more crossing. # # Moved.
places
| They asked for one more crossing. # moved
disk is slow
keys <F5>
disk
keys G
disk is slow
rewritten 1-ferry.txt
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| And that was that.
keys <F5>j
disk
places
| They asked for one more crossing. # moved
