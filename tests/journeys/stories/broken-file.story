# A broken file is asked about at once; whoever only reads goes on reading, and hears why nothing can be annotated.
broken
annotation me: The mill opened in 1912. # # why then?
lasting
scope damage
screen The annotations file has 1 mistake
screen articles/annotations.toml:7:8: unexpected =
screen it says name = = "todo"
keys jk
keys r
scope reader
screen READ ONLY · :mend
status articles/annotations.toml has a mistake in line 7
keys m
status nothing can be annotated: articles/annotations.toml has a mistake in line 7
keys :mend<Enter>
scope damage
keys <Esc>
scope reader
keys :mend<Enter><Ctrl-c>
scope reader
# Mended in an editor, it is read anew.
mended
keys :mend<Enter>e
did edit articles/annotations.toml:7
scope reader
unseen READ ONLY
keys m
saved
keys :mend<Enter>
status there is no mistake in the annotations file
