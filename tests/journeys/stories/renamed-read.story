# The document that was read last was renamed since: its annotations follow, and so does the place in it.
was 1-ferry.txt
| The harbour was closed on Sunday for want of a harbour master.
|
| Nobody knew who had the keys.
document 3-boat.txt
| The harbour was closed on Sunday for want of a harbour master.
|
| Nobody knew who had the keys.
document 4-other.txt
| Nothing of it.
annotation jo: Nobody knew who had the keys.
last-read 1-ferry.txt
status 1-ferry.txt is now 3-boat.txt: 1 annotation follows; u takes it back
keys <Esc>:find<Enter>boat<Enter>
reading 3-boat.txt
places
| Nobody knew who had the keys. # exact
