# What a person has to look at is counted, told once, and walked through; each decision is a step that can be taken back.
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
annotation jo: The council met on Tuesday evening to hear about the ferry. # # Unchanged.
annotation jo: The boat carried 400 passengers a day in the summer of 2019. # # Number.
annotation jo: the new timetable left them no way home after dark # # One word.
annotation jo: They asked for one more crossing. # # Gone.
status 3 annotations to look at: A begins
screen Annotations 4 · 3 to look at
screen ≠ changed meaning: 400 → 900
screen ~ edited: way → road
screen × orphan: its text is gone
keys A
scope anchors
screen 1 of 3 · The Ferry Question
screen × orphan
screen As annotated
keys <Enter>
status there is no place to accept
keys n
screen 2 of 3
screen ≠ changed meaning
screen carried [-400-]
screen carried {+900+}
keys <Enter>
screen 3 of 3
anchors
| The boat carried 900 passengers a day in the summer of 2019. # accepted # % # me # 1-ferry.txt
keys u
status took back
screen 2 of 3
anchors
keys y
screen 3 of 3
screen [-way-]
keys <Space>
status 2 left to look at
scope reader
screen · 2 to look at
