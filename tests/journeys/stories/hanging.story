# "saved" is said when everything is on disk, not earlier.
tag 1 claim
lasting
saving hangs
keys }1)1
screen saving…
answer fails: the disk is full
screen NOT SAVED
keys )1
screen saving…
# This is the answer to the second save; the third is still under way.
answer ok
screen saving…
answer ok
screen saved
