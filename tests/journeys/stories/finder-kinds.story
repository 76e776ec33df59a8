# A sign before what is typed narrows the finder to a kind.
tag 1 claim: A number.
annotation jo: sold the building in 2003 # claim # Really?
keys f@strike cost<Enter>
cursor What the strike cost
keys f"sold build<Enter>
cursor sold the building
keys f#building
screen nothing matches among the tags
keys <Esc>
# A command is given from there, found by a word of what it does; what it wants to know is asked for.
keys f>drawn anew
screen nothing matches
keys <Esc>f>screen anew
screen Draw the screen anew.
keys <Enter>
scope reader
keys f>export<Enter>
screen quotes and notes to read, document by document
keys <Esc>
# The sign stays when Tab completes.
keys f@strike cost<Tab>
screen › @What the strike cost
keys <Esc>
# A file is found by its name, and what was read last comes first.
keys f2-bridge.txt<Enter>
reading 2-bridge.txt
keys f<Enter>
reading 1-mill.txt
keys f<Enter>
reading 2-bridge.txt
# What is chosen is shown beside the list.
keys fmill
screen The mill opened in 1912.
keys <Esc>f
paste #claim
screen A number.
screen key 1 · 1 annotation
keys <Enter>
screen Tagged claim
keys <Esc>
# The mouse narrows and chooses.
keys f
click # tags
screen › #
click # tags
keys mill
double-click 1-mill.txt
reading 1-mill.txt
