# The outline begins at the heading one is under.
keys }}}}o
scope picker
screen Outline
keys <Down><Enter>
cursor What the strike changed
keys <Ctrl-o>
cursor Two brothers
keys oleft<Enter>
cursor What is left
keys <Backspace>
cursor Two brothers
