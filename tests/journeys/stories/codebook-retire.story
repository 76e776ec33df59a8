# A retired tag is offered no longer, and what has it keeps it; one that is used is not deleted.
tag 1 number: A number.
tag 2 cause
tag 3 unused
annotation me: The mill opened in 1912. # number
keys Td
status number is on 1 annotation in 1 document: M makes it a part of another tag, R retires it
keys R
status retired number
screen Retired: no longer offered
keys q}}t
screen 2 ■ cause
unseen 1 ● number
keys <Esc>1
scope tags
keys cause<Enter>
codebook
| 1 number: A number.
| 1 cause
| 3 unused
# Brought back, it finds its key taken.
keys TGR
status brought number back, without its key, which gives cause now
# What nothing carries can go, and comes back to its place.
keys /unus<Enter>d
status deleted unused; u brings it back
screen nothing matches
keys <Esc>u
codebook
| - number: A number.
| 1 cause
| 3 unused
keys a<Ctrl-u>cause<Enter>
screen there is a tag cause already
keys <Ctrl-u>cause/<Enter>
screen "cause/" is no tag
keys deep<Enter>
status added cause/deep
# Typed by its whole name, a retired tag is wanted back.
keys R<Esc>}tcause/deep<Enter>
status tagged cause/deep
saved
