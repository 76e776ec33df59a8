# Hints are what can be done where one is; what is prefilled gives way to what is typed.
window 140x24
unseen u undo
screen q quit ? help
keys }s
screen t tag a note m highlight y copy
keys t
screen no tags yet: type a name and Enter makes it
keys new<Enter>
keys j
screen u undo
keys i
keys t
screen Ctrl-u clear
keys The mill<Enter>
records
| 1-mill.txt # title = The mill
keys t<Left>!<Enter>
records
| 1-mill.txt # title = The mil!l
keys <Esc>aWhy “so”?<Esc>y
resize 50x20
keys <Esc>gg}v
screen t tag a note m highlight
