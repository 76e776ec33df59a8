# What an earlier session did can be taken back and made again, below what this one does.
tag 1 claim
annotation me: The mill opened in 1912. # # From earlier.
lasting
keys }
earlier The mill opened in 1912.
keys <Ctrl-r>
status made again: tagged late
keys 1
status tagged claim
annotations
| The mill opened in 1912. # late, claim # From earlier.
keys <Ctrl-r>
status nothing to make again
keys uu
status took back: tagged late
keys u
status took back: noted
annotations
| The mill opened in 1912.
keys u
status nothing to take back
saved
