# A document that was renamed is followed at once, in a step that can be taken back.
was ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
document old/ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
document other.txt
| Nothing of it.
annotation jo: They asked for one more crossing. # # Still there.
annotation jo: The mayor promised an answer # # Also.
status ferry.txt is now old/ferry.txt: 2 annotations follow; u takes it back
missing

keys <Esc>:find<Enter>old/ferry<Enter>
reading old/ferry.txt
places
| They asked for one more crossing. # exact
| The mayor promised an answer # exact
saved
keys u
status took back: ferry.txt is now old/ferry.txt: 2 annotations follow
places
# Whoever has taken it back is not asked again.
saved
