# Of several places one is chosen; what is nowhere is attached by hand, and both can be taken back.
was 1-bells.txt
| The bells rang. On the hill somebody was listening to them, and counted nine.
|
| The dog slept through all of it, as it did through everything.
document 1-bells.txt
| A chapter was added here. The bells rang.
|
| It is the second one. The bells rang.
|
| It is the third of them. The bells rang.
|
| The dog, they say, has never heard a thing in its long life.
document 2-other.txt
| Somebody counted nine.
forgotten
annotation jo: The bells rang. # # Which?
annotation jo: The dog slept through all of it # # Gone.
annotation jo: counted nine # # Elsewhere.
keys A
screen ? ambiguous: it may be at 3 places
screen Now · place 1 of 3
keys <Tab>
screen Now · place 2 of 3
keys <Shift-Tab><Shift-Tab>
screen Now · place 3 of 3
keys 1234456789
status there is no place 9
screen Now · place 3 of 3
keys 2<Enter>
screen 2 of 3
anchors
| The bells rang. # chosen # % # me # 1-bells.txt
# By hand: the review waits.
keys a
scope attaching
screen Select where this belongs:
keys <Enter>
status select where it belongs first
keys m
status attach it first
keys <Esc>
scope anchors
screen 2 of 3
keys aGs<Enter>
scope anchors
screen 3 of 3
keys ujkjjj<Down><Up><PageDown><PageUp>
screen 2 of 3
keys aGs<Enter>aJs<Enter>
scope reader
reading 2-other.txt
anchors
| The bells rang. # chosen # % # me # 1-bells.txt
| The dog, they say, has never heard a thing in its long life. # by-hand # - # me # 1-bells.txt
| Somebody counted nine. # by-hand # - # me # 2-other.txt
