# q leaves at once, and where one was is remembered.
keys }q
did remember 1-mill.txt 50
keys <Ctrl-c>
did quit
keys <Ctrl-z>
did suspend
keys <Ctrl-l>
did redraw
# Esc backs out of one thing at a time.
keys s/mill<Enter><Tab><Esc>
selected -
