# A document that is renamed while it is open is followed when everything is read anew.
document 1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
document 2-other.txt
| Nothing of it.
tag 1 claim
lasting
keys }}1
renamed 1-ferry.txt -> 3-boat.txt
keys <F5>
status 1-ferry.txt is now 3-boat.txt: 1 annotation follows; u takes it back
keys :find<Enter>3-boat<Enter>
reading 3-boat.txt
screen claim
saved
