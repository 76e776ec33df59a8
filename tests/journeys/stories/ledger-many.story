# Very many claims are changed behind the screen: how far that is stands there, Esc stops it, and it is one step all the same.
window 80x24
claims 600
keys LVe
disk is slow
keys <Enter>
screen working out what would change…
disk
screen 600 would change:
keys fin
disk is slow
keys <Enter>
scope working
screen status final on 600 claims
screen nothing is changed before all of it is done
keys j
scope working
keys <Esc>
status stopped; nothing was changed
scope bulk
keys <Enter>
scope working
keys <Ctrl-c>
scope bulk
disk
scope bulk
keys <Enter>
status status final on 600 claims
scope claims
keys /status:final<Enter>
screen 600 marked · 600 claims
disk is slow
keys u
screen taking back: status final on 600 claims
keys <Esc>
status stopped; nothing was changed
disk
screen 600 marked · 600 claims
keys u
status took back: status final on 600 claims
screen 0 of 600 claims
keys <Ctrl-r>
status made again: status final on 600 claims
screen 600 marked · 600 claims
