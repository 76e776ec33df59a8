# Every claim in one table; a claim is read in its place, and the way back leads to its row.
harbour
keys L
scope claims
screen Ledger of articles
screen 13 claims
screen The tide at Sandford rose
screen high confidence · dl, 2020-03-01
keys jjj
screen 3 pieces of evidence (1 supports, 1 refutes, 1 context)
screen conflicting · medium confidence · mk, 2020-03-05 · 1 earlier verdict: Two budgets
keys <Enter>
scope reader
reading harbour/2020-dredging.txt
current Dredging costs £340,000 a year, said the treasurer, and has cost more every year since the war.
status Ctrl-o or L comes back to the ledger
keys j
keys <Ctrl-o>
scope claims
reading harbour/2019-tides.txt
screen conflicting · medium confidence · mk
keys <Enter>
reading harbour/2020-dredging.txt
keys L
scope claims
screen conflicting · medium confidence · mk
keys q
scope reader
keys LL
scope reader
keys L<Ctrl-c>
scope reader
keys L<Esc>
scope reader
keys L:close-ledger<Enter>
scope reader
keys L?
screen In the ledger's table of claims
keys <Esc><F1>
screen In the ledger, whatever it shows
keys <Esc>
scope claims
keys :view-3<Enter>
scope counts
keys qG
keys :read-claim<Enter>
status the ledger is not open; L opens it
