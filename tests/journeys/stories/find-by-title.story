# A document is found by its title, though the list that shows it is not on the screen.
window 80x24
keys fBridge<Enter>
reading 2-bridge.txt
