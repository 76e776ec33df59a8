# Leaving waits for a save that is under way, and asks when it fails.
tag 1 claim
lasting
saving hangs
keys }1q
screen leaving as soon as everything is saved
answer fails: the disk is full
scope question
keys n
keys )1q
screen leaving as soon as everything is saved
answer ok
did quit
