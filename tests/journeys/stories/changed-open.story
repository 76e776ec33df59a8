# A document that is changed while it is open: reading it anew finds every annotation, also those made meanwhile.
document 1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
tag 1 claim
lasting
keys }}1)1
places
| Fishermen from the north bank said that the new timetable left them no way home after dark. # exact
| They asked for one more crossing. # exact
rewritten 1-ferry.txt
| The Ferry Question
|
| Fishermen from the north bank said that the new timetable left them no road home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
keys <F5>
places
| Fishermen from the north bank said that the new timetable left them no road home after dark. # edited
| They asked for one more crossing. # moved
