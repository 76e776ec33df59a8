# The form of a claim opens over the ledger, and what is saved there is in its row.
window 120x40
harbour
keys Lc
scope claim
keys tf<Esc>
keys <Ctrl-s>
scope claims
