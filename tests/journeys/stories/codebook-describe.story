# What the codebook says of a tag is written down there, and shown while tagging.
tag 1 number
tag 2 cause
annotation me: The mill opened in 1912. # number, stray
keys T
screen missing; e writes it
keys eA number.<Ctrl-s>
status defined number
keys <Enter> Checked.<Ctrl-s>
keys +Counts.<Ctrl-s>
status said what number is for
keys -Dates.<Ctrl-s>
status said what number is not for
keys x340 people<Enter>a fifth<Ctrl-s>
status gave 2 examples of number
screen “340 people” │ │ │ “a fifth”
screen A number. Checked.
# A key that another has is swapped after a yes; what reviewing needs is no key.
keys K2
screen 2 is the key of cause. Give it to number?
screen cause gets 1 for it.
keys nKu
screen "u" can be no key
keys A
screen "A" can be no key
keys 2y
status 2 gives number now
codebook
| 2 number: A number. Checked.
| 1 cause
keys jK<Backspace>
status took the key of cause away
keys Kw
status w gives cause now
keys kg<Ctrl-u>漢<Enter>
screen 1 character in 2 cells
keys <Ctrl-u>#<Enter>
status gave a glyph to number
keys cblue<Enter>
status coloured number
keys c#zz<Enter>
status "#zz" is no colour
keys c#a0b1c2<Enter>
screen #a0b1c2
# What is only used comes into the codebook when something is said of it.
keys G
screen stray not described
keys eGone?<Ctrl-s>
codebook
| 2 number: A number. Checked.
| w cause
| 1 stray: Gone?
keys T}}tnum
screen Use for: Counts. │
screen Not for: Dates.
keys <Esc>
saved
