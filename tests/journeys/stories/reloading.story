# Reading everything anew keeps the place and what was saved; what was done before can still be taken back.
tag 1 claim
keys }1)<F5>
cursor It stood beside
reading 1-mill.txt
annotations
| The mill opened in 1912. # claim
keys u
status took back: tagged claim
annotations
