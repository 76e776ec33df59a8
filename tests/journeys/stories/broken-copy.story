# A repaired copy can be gone on with; what was changed before the file broke is saved there.
lasting
saving fails: cannot save: articles/annotations.toml has a mistake in line 7
keys m
status cannot save
breaks
scope damage
keys s
did repair articles/annotations.toml
scope question
screen A repaired copy is in articles/annotations.repaired.toml: 3
keys n
scope reader
keys d
status nothing can be annotated
saving works
keys :mend<Enter>sy
did go on with articles/annotations.repaired.toml
saved
unseen READ ONLY
keys }m
saved
