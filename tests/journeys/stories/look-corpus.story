# After this document come the others with something to look at; a card without a place leads to it, too.
was 1-a.txt
| The first article says that nine people came to the meeting in the hall.
was 2-b.txt
| The second article has nothing to say about it at all, and says so.
was 3-c.txt
| The third article says that the river rose by four feet in a night.
document 1-a.txt
| The first article says that ten people came to the meeting in the hall.
document 2-b.txt
| The second article has nothing to say about it at all, and says so.
document 3-c.txt
| The third article says that the river rose by six feet in a night.
annotation jo: nine people came to the meeting in the hall
annotation jo: nothing to say about it
annotation jo: the river rose by four feet in a night
keys A
screen 1 of 2 · 1-a.txt
keys <Enter>
screen 2 of 2 · 3-c.txt
reading 3-c.txt
keys y
scope reader
anchors
| ten people came to the meeting in the hall # accepted # % # me # 1-a.txt
| the river rose by six feet in a night # accepted # % # me # 3-c.txt
keys A
status every annotation is where it belongs
scope reader
keys :accept-place<Enter>
status nothing is being looked at; A begins
keys :attach-here<Enter>
status nothing is being attached
