# What the text no longer holds is listed, and can be chosen, read and deleted.
annotation jo: The mill opened in 1912. # # One.
stale jo: The mill opened in 1812. # # Gone.
screen The mill opened in 1812.
screen × orphan: its text is gone
keys ]]
status no annotation further down
keys <Tab>j
card The mill opened in 1812.
screen × orphan
# Enter on it looks for where it belongs.
keys <Enter>
scope anchors
screen 1 of 1
keys <Esc>
status 1 left to look at
scope sidebar
keys a More.<Ctrl-s>
annotations
| The mill opened in 1812. # # Gone. More.
| The mill opened in 1912. # # One.
# The finder leads to its card.
keys <Esc>fGone<Enter>
scope sidebar
card The mill opened in 1812.
keys d
annotations
| The mill opened in 1912. # # One.
