# What was merely edited is accepted with one key, save where a claim has a verdict.
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
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was here.
|
| Fishermen from the north bank said that the new timetable left them no road home after dark.
document 2-other.txt
| Nothing of it.
annotation jo: the new timetable left them no way home after dark # # One word.
annotation jo: Nobody in the hall believed that the money was there. # # Another.
annotation jo: They asked for one more crossing. # # Gone.
judged Nobody in the hall believed that the money was there.
keys A
screen × orphan
keys E
status accepted 1 edited annotation; what has a verdict
anchors
| the new timetable left them no road home after dark # accepted # % # me # 1-ferry.txt
keys E
status nothing else in this document was merely edited; what has a verdict
keys n
screen its claim has a verdict
keys u
screen [-way-]
keys p
screen its claim has a verdict
keys y
screen [-way-]
keys E
status 1 left to look at
scope reader
screen · 1 to look at
keys A?
screen While looking at annotations
keys <Esc><F1>
screen While looking at annotations
keys <Esc><Ctrl-c>
scope reader
keys Aq
scope reader
