# What is typed before the first document is there waits for it, whichever is found first.
tag 1 claim
slow-disk
keys gg}m
unseen The mill opened in 1912.
status the article is still being read; what you type is kept
disk catches up
reading 1-mill.txt
annotations
| The mill opened in 1912.
