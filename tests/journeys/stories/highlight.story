# m highlights, . repeats the last tags, d deletes and says how to bring it back.
tag 1 claim
keys }m
status highlighted
annotations
| The mill opened in 1912.
keys m
status it is highlighted already
keys ).
status no tag was given yet
keys 1).
annotations
| The mill opened in 1912.
| It stood beside the river Welle for ninety years. # claim
| Nobody who worked there remembers it as a quiet place. # claim
keys d
status deleted claim; u brings it back
annotations
| The mill opened in 1912.
| It stood beside the river Welle for ninety years. # claim
keys u
annotations
| The mill opened in 1912.
| It stood beside the river Welle for ninety years. # claim
| Nobody who worked there remembers it as a quiet place. # claim
keys <Ctrl-r>
status made again: deleted claim
keys d
status no annotation here to delete
