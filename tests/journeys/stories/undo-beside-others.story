# What another program changed since stays, whatever is taken back; what it deleted is not brought back.
tag 1 claim
lasting
keys }1
keys aMine.<Ctrl-s>
elsewhere-noted The mill opened in 1912. # Theirs.
status 1 change of another program taken in
keys u
status note of the annotation was changed by another program and stays
annotations
| The mill opened in 1912. # claim # Theirs.
keys )m
keys tmore<Enter>
elsewhere-deleted It stood beside the river Welle for ninety years.
keys u
status took back: tagged more; the annotation was deleted by another program
annotations
| The mill opened in 1912. # claim # Theirs.
