# Documents come, go and change while one reads: the list follows, and the place one is at stays.
document 2-mill.txt
| The mill
|
| The mill opened in 1912. It stood beside the river Welle for ninety years.
|
| Nobody remembers who built it. The records burned in the winter of 1947.
document 5-owls.txt
| Owls above the library
|
| A pair of owls has moved into the roof.
lasting
keys }}}s
reading 2-mill.txt
cursor Nobody remembers
rewritten 1-bridge.txt
| The bridge
|
| It was closed for repairs.
rewritten 3-tram.txt
| The last tram
|
| It ran on a Sunday.
removed 5-owls.txt
noticed
list 1-bridge.txt 2-mill.txt 3-tram.txt
listed 2-mill.txt
cursor Nobody remembers
selected Nobody remembers who built it.
# The text above the place grows, and the place is the same.
rewritten 2-mill.txt
| The mill
|
| A correction was added above.
|
| The mill opened in 1912. It stood beside the river Welle for one hundred years.
|
| Nobody remembers who built it. The records burned in the winter of 1947.
noticed
status 2-mill.txt was changed by another program: this is how it reads now
cursor Nobody remembers
selected Nobody remembers who built it.
screen A correction was added above.
# The one that is read goes: what was read of it stays on the screen.
removed 2-mill.txt
noticed
status 2-mill.txt is not there any more; what was read of it is still shown
screen A correction was added above.
list 1-bridge.txt 2-mill.txt 3-tram.txt
# It comes back, with another end.
rewritten 2-mill.txt
| The mill
|
| Nobody remembers who built it.
noticed
selected Nobody remembers who built it.
unseen A correction was added above.
keys <Esc>J
reading 3-tram.txt
