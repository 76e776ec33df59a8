# The facts can be put right by commands too, in the document list for the chosen document.
keys :set-title A mill<Enter>
status put the title right: A mill
screen A mill
keys :set-author<Enter>
scope field
keys <Ctrl-c>:set-author Eve<Enter>
keys :set-date<Enter><Esc>
keys :set-date soon<Enter>
status "soon" is no date
keys <Ctrl-u>set-url<Enter><Esc>
keys <Shift-Tab>j:set-title A bridge<Enter>
screen A bridge
keys i
screen Open it to see its length
keys <Esc>
records
| 1-mill.txt # title = A mill # author = Eve
| 2-bridge.txt # title = A bridge
saved
