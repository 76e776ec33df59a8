# A file that breaks while a note is being written is asked about when the note is out of the way.
lasting
keys aWhat
breaks
scope note
keys <Ctrl-s>
status nothing can be annotated
scope note
keys <Esc>y
scope damage
mended
keys e
scope reader
unseen READ ONLY
