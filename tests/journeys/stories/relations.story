# Every relation has its letter; the box is walked through with the keys of lists too.
annotation me: The mill opened in 1912. # # One.
annotation me: By 1920 the mill employed 340 people. # # Two.
keys ]x<Down><Enter>sx<Down><Enter>rx<Down><Enter>nx<Down><Enter>i
linked
| The mill opened in 1912. # cites # By 1920 the mill employed 340 people.
| The mill opened in 1912. # repeats # By 1920 the mill employed 340 people.
| The mill opened in 1912. # supports # By 1920 the mill employed 340 people.
| The mill opened in 1912. # undercuts # By 1920 the mill employed 340 people.
keys x<Down><Enter>j<Down>k<Up>jj<Down><Enter>
status linked: A updates B
keys x<Down><Enter>?
screen At the question how two annotations stand
keys <Esc><F1><Esc><Esc><Esc>x<Down><Enter>q<Esc>x<Down><Enter><Ctrl-c><Ctrl-c>
scope reader
keys :relate-cites<Enter>
status nothing is being linked; x begins a link
keys :tag-found<Enter>
status nothing was looked for yet: S looks for a sentence
