# The other documents are looked through behind the screen, and what is deleted elsewhere is not looked at any more.
was 1-a.txt
| The first article says that nine people came to the meeting in the hall. The mayor was not there on that day.
was 2-b.txt
| The second article says that the river rose by four feet in a night.
document 1-a.txt
| The first article says that ten people came to the meeting in the hall. The mayor was there on that day.
document 2-b.txt
| The second article says that the river rose by six feet in a night.
annotation jo: nine people came to the meeting in the hall
annotation jo: The mayor was not there on that day.
annotation jo: the river rose by four feet in a night
lasting
disk is slow
keys A
screen 1 of 2 so far
screen nine-]
elsewhere-deleted nine people came to the meeting in the hall
screen 2 of 2 so far
screen [-not-]
keys n
screen The others are being looked through
keys <Enter>
status there is nothing to accept yet
keys a
status there is no article to select in yet
keys p
screen [-not-]
keys nE
status nothing else in this document was merely edited
disk
screen 3 of 3
screen [-four-]
keys <Esc>
status 2 left to look at
# While it is open nothing else is counted; what was never looked at is still there.
keys Ann
status 2 left to look at
