# A digit tags the sentence, the same digit takes the tag back.
tag 1 claim/statistic: A number.
tag 2 todo
keys }
cursor The mill opened
keys 1
status tagged claim/statistic
annotations
| The mill opened in 1912. # claim/statistic
saved
keys 2
annotations
| The mill opened in 1912. # claim/statistic, todo
keys 1
status removed claim/statistic
keys 2
annotations
saved
# A digit acts on a selection.
keys v)2
annotations
| The mill opened in 1912. I # todo
selected -
