# Where there is much to look through, that is done behind the screen: keys that are meant for the list wait for it.
claims 4100
disk is slow
keys f
screen The Bridge That Was Not Built
keys bridge<Enter>
scope picker
reading 1-mill.txt
disk
reading 2-bridge.txt
scope reader
# Esc lets go of what waits, and closes the list the second time.
disk is slow
keys fmill<Enter><Esc>
scope picker
disk
scope picker
reading 2-bridge.txt
screen The Mill at Sandford
keys <Esc>
scope reader
# All of it is looked through, and more is listed as one comes to the end.
keys f!claim 4099
screen Claim 4099 of many
screen no verdict yet
keys <Backspace>
screen Claim 409 of many
keys <Ctrl-c>f"of many
keys <PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown><PageDown>
screen Claim 600 of many
keys <Esc>
