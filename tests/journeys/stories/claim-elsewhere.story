# What another program wrote meanwhile stays; a claim on what it deleted brings it back.
saving hangs
keys }aWho?<Ctrl-s>c
elsewhere-noted The mill opened in 1912. # Theirs.
keys tn<Ctrl-s>
annotations
| The mill opened in 1912. # # Theirs.
keys c
elsewhere-deleted The mill opened in 1912.
keys tt<Ctrl-s>
claims
| statement: The mill opened in 1912. / attribution: author / status: triaged
lasting
