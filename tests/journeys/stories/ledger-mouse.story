# The mouse does what it would be tried for.
window 120x40
harbour
keys L
click By 2030 no ship
screen Ben Bell · anonymous
click status       claimant
screen status ↑
click status ↑
screen status ↓
wheel-down By 2030
wheel-up By 2030
click over time
screen 2019-11 · 3 claims
click 2020-05
screen 2020-05 · 1 claim
click tags by document
double-click Who pays for the dredging?
scope counts
click 1 claims
double-click By 2030 no ship
scope reader
reading harbour/2020-dredging.txt
keys L
click filters: words
scope ledger-filter
