# J and K go through the documents; each is resumed where it was left.
keys }J
reading 2-bridge.txt
listed 2-bridge.txt
keys J
status this is the last document
keys }K
reading 1-mill.txt
cursor The mill opened
keys K
status this is the first document
keys J
cursor The bridge was promised
