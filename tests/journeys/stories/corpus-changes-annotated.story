# Annotations are found again in an open document that changes, and follow one that is renamed.
document 1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
document 2-owls.txt
| Owls above the library
|
| A pair of owls has moved into the roof.
tag 1 claim
lasting
keys }}1)1
rewritten 1-ferry.txt
| The Ferry Question
|
| The council met on Wednesday evening. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no road home after dark. They asked for one more crossing.
noticed
places
| Fishermen from the north bank said that the new timetable left them no road home after dark. # edited
| They asked for one more crossing. # moved
cursor They asked
# What is typed meanwhile ends up on the text it was begun on.
keys aWho says so?
rewritten 1-ferry.txt
| The Ferry Question
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
noticed
keys <Ctrl-s>
annotations
| Fishermen from the north bank said that the new timetable left them no way home after dark. # claim
| They asked for one more crossing. # claim # Who says so?
rewritten 1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
noticed
renamed 1-ferry.txt -> 3-ferry.txt
noticed
reading 3-ferry.txt
status 1-ferry.txt is now 3-ferry.txt: 2 annotations follow
list 2-owls.txt 3-ferry.txt
