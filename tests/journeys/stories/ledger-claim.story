# The form of a claim opens over the ledger, and what is saved there is in its row.
window 120x40
harbour
keys Lc
scope claim
keys D
scope claims
status removed the claim; u brings it back
screen 12 claims
keys u
screen 13 claims
