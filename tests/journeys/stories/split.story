# An article that was split: what stands in each part follows there. What went from one that is there is offered, too.
was 1-ferry.txt
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
document 1-ferry.txt
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
document 2-rest.txt
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
document 3-end.txt
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
annotation jo: The boat carried 400 passengers a day # # One.
annotation jo: left them no way home after dark # # Two.
annotation jo: promised an answer before the end of the year # # Three.
annotation jo: Nobody in the hall believed # # Four.
status 1-ferry.txt: reads otherwise; 3 annotations have no place in it: kept, and exported; look in 3-end.txt or 2-rest.txt (A has a look)
screen 3 to look at
missing
| 1-ferry.txt # 3-end.txt, 2 of 3 # 2-rest.txt, 1 of 3
keys A
screen 3 annotations are gone from 1-ferry.txt
screen → promised an answer before the end
keys <Enter>
status from 1-ferry.txt to 3-end.txt: 2 annotations follow; u takes it back
screen 3-end.txt · nothing left to follow
keys u
screen 3 annotations are gone from 1-ferry.txt
keys n
# Each one of them can follow by itself.
screen its text is gone from here, and stands in
keys <Enter>
status 1 annotation follows; u takes it back
keys u<Esc>
missing
| 1-ferry.txt # 3-end.txt, 2 of 3 # 2-rest.txt, 1 of 3
