# A note is written on the sentence, kept, changed, and emptied.
keys }a
scope note
screen The mill opened in 1912.
keys Who?<Enter>When?<Ctrl-s>
scope reader
status noted
annotations
| The mill opened in 1912. # # Who? When?
saved
# Enter opens the note under the cursor; leaving it as it was asks nothing.
keys <Enter>
screen Who?
keys <Esc>
scope reader
keys a!<Ctrl-s>
annotations
| The mill opened in 1912. # # Who? When?!
keys a<Ctrl-s>
status the note is as it was
keys a<Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Ctrl-s>
status removed the note
annotations
| The mill opened in 1912.
# An empty note writes nothing.
keys )a<Space><Ctrl-s>
status an empty note; nothing was written
annotations
| The mill opened in 1912.
keys ))<Enter>
status nothing to follow here
