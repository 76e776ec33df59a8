# Reading goes on in the document that was read last, however late it comes; the first of the list does not take its place.
last-read 2-bridge.txt
slow-disk
keys )
disk catches up
reading 2-bridge.txt
keys K
reading 1-mill.txt
