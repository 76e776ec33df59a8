# Searching shows matches as one types, smart about case, across lines, with a count.
window 80x24
keys /mill
scope search
screen of 10
cursor Mill at Sandford
keys <Enter>
scope reader
status mill · 1 of 10
keys n
status mill · 2 of 10
cursor mill opened
keys N
status mill · 1 of 10
keys N
status mill · 10 of 10
keys n
status mill · 1 of 10
# Capitals count once there is one.
keys /Mill
screen of 2
keys <Down><Up><Ctrl-n>
cursor Mill is the name
keys <Ctrl-p><Enter>
status Mill · 1 of 2
# A match may go over the end of a line.
keys /council sold<Enter>
cursor council sold
status 1 of 1
# What is cancelled leaves one where one was; what is not there says so.
keys gg/library<Esc>
cursor The Mill at
keys /zeppelin
screen no match
cursor The Mill at
keys <Enter>
status no match for zeppelin
keys n
status no match
keys /caf<Ctrl-c>
cursor The Mill at
# Where nothing matches there is nowhere to stay; a letter stands for the same with a mark.
keys /zeppelin
unseen stay here
screen Esc go back
keys <Esc>
