# K typed before the document before is found waits for it, and so does what is typed after it; J goes to one that is known.
tag 1 claim
slow-disk
keys JK
status the articles are still being found; what you type is kept
keys }m
disk catches up
reading 1-mill.txt
annotations
| The mill opened in 1912.
keys J
reading 2-bridge.txt
keys J
status this is the last document
