# An article that was edited: what stands is where it stands now, what says something else is said to, what is gone is gone.
was 1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
document 1-ferry.txt
| The Ferry Question
|
| A correction was made to this article on Friday.
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 900 passengers a day in the summer of 2019.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
|
| Fishermen from the north bank said that the new timetable left them no road home after dark.
document 2-other.txt
| Nothing of it.
annotation jo: The council met on Tuesday evening to hear about the ferry. # # Unchanged.
annotation jo: The boat carried 400 passengers a day in the summer of 2019. # # Number.
annotation jo: the new timetable left them no way home after dark # # One word.
annotation jo: They asked for one more crossing. # # Gone.
places
| The council met on Tuesday evening to hear about the ferry. # moved
| The boat carried 900 passengers a day in the summer of 2019. # changed-meaning
| the new timetable left them no road home after dark # edited
| They asked for one more crossing. # orphan
# The original stays as it was made.
annotations
| The council met on Tuesday evening to hear about the ferry. # # Unchanged.
| The boat carried 400 passengers a day in the summer of 2019. # # Number.
| the new timetable left them no way home after dark # # One word.
| They asked for one more crossing. # # Gone.
