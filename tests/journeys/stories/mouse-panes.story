# The mouse in lists, on borders and on the scrollbar.
annotation jo: The mill opened in 1912. # # One.
annotation jo: By 1920 the mill employed 340 people. # # Two.
click The Bridge
reading 2-bridge.txt
scope reader
keys <Shift-Tab>
click The Bridge
scope reader
double-click The Mill at
reading 1-mill.txt
scope reader
click Two.
scope sidebar
cursor By 1920
double-click One.
scope note
screen Note on
keys <Esc><Esc>
# The wheel scrolls what lies under it.
wheel-down Two.
wheel-up Two.
wheel-down The Bridge
wheel-up The Bridge
scope reader
# Borders are dragged.
drag-at 30,10 -> 20,10
screen The Bridge That…
drag-at 83,10 -> 60,10
unseen Not Built
# A click on the scrollbar goes there.
click-at 88,30
cursor barges. In 1961
# Over an overlay, the wheel scrolls the overlay.
keys ?
wheel-down Help
unseen A digit tags
wheel-up Help
screen A digit tags
keys <Esc>
keys f
wheel-down Find
keys <Enter>
reading 1-mill.txt
