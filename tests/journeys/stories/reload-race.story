# What is done while the annotations are read anew is on the screen as it is on disk.
tag 1 claim
lasting
keys }
disk is slow
keys <F5>1
disk catches up
saved
