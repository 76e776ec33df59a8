# What a tag means is written down from the picker.
tag 1 claim: Old.
keys t<Ctrl-e>
scope note
screen Old.
keys  And new.<Ctrl-s>
scope tags
status defined claim
screen Old. And new.
keys <Esc>
codebook
| 1 claim: Old. And new.
saved
annotations
keys tfresh<Ctrl-e>Made up.<Ctrl-s>
codebook
| 1 claim: Old. And new.
| 2 fresh: Made up.
keys <Esc>u
codebook
| 1 claim: Old. And new.
