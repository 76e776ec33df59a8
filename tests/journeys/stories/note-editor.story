# A note goes through an editor of one's own.
editor From outside.\nTwo lines.
keys }aFrom here<Ctrl-e>
did edit From here
scope note
status back from the editor; Ctrl-S saves
keys <Ctrl-s>
annotations
| The mill opened in 1912. # # From outside. Two lines.
editor nothing
keys a<Ctrl-e>
status nothing changed
keys <Esc>
scope reader
