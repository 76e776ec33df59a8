# A document that is gone while two others have its text is followed to neither: a person chooses.
was 1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
document 2-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
document a/1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
annotation jo: They asked for one more crossing.
status it may be a/1-ferry.txt or 2-ferry.txt
missing
| 1-ferry.txt # a/1-ferry.txt, the same # 2-ferry.txt, the same
