# More than a sentence or less of it, several tags on one, and how to have it whole again.
tag 1 claim/statistic
tag 2 claim/event
tag o opinion
keys R<lt>
screen part of it
keys <lt>>
annotations
keys 1
annotations
| mill opened # claim/statistic
cursor It stood beside
coverage
| 1-mill.txt # me # 1 of 32 # 1
# What was taken in last is given back first; Esc gives the whole sentence back.
keys v>><lt><Backspace><Backspace>o
annotations
| mill opened # claim/statistic
| stood beside the river Welle for ninety years. Nobody who worked there remembers it as a quiet place. # opinion
cursor When the town council
coverage
| 1-mill.txt # me # 3 of 32 # 1
keys <lt><Esc>
scope reviewing
keys <Backspace>
status it is the whole sentence
# Shift adds a tag and stays: the letter, the digit as a terminal tells it, the digit's sign, or + before the key.
keys O<Shift-1>
cursor When the town council
keys @
annotations
| mill opened # claim/statistic
| stood beside the river Welle for ninety years. Nobody who worked there remembers it as a quiet place. # opinion
| When the town council sold the building in 2003, the price was four million. # opinion, claim/statistic, claim/event
keys +
screen adds it
keys 2+o1
annotations
| mill opened # claim/statistic
| stood beside the river Welle for ninety years. Nobody who worked there remembers it as a quiet place. # opinion
cursor When the town council
coverage
| 1-mill.txt # me # 4 of 32 # 1
keys +x
status no tag has that key
# A key without a tag asks which it is to be, and then goes on.
keys 3new<Enter>
cursor The mayor called it
keys tfurther<Enter>
cursor Her critics called
screen 3 ◆ new
