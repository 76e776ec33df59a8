# A document that was renamed and edited, saved in another format or split in two is offered and never followed by itself.
was 1-ferry.txt
| The Ferry Question
|
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
document 2-council.md
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
document 3-harbour.txt
| They asked for one more crossing. The mayor promised an answer before the end of the year.
document 4-weather.txt
| It rained.
annotation jo: The council met on Tuesday evening # # One.
annotation jo: The boat carried 400 passengers a day # # Two.
annotation jo: They asked for one more crossing. # # Three.
status 1-ferry.txt: is not there; 3 annotations on it: kept, and exported; it may be 2-council.md or 3-harbour.txt
missing
| 1-ferry.txt # 2-council.md, 2 of 3 # 3-harbour.txt, 1 of 3
annotations
| The council met on Tuesday evening # # One.
| The boat carried 400 passengers a day # # Two.
| They asked for one more crossing. # # Three.
