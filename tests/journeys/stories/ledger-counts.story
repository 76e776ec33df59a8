# What is counted over the claims; each cell opens what it counts.
window 100x30
harbour
keys L<Tab>
scope counts
screen The tide tables of Sandford · claim/number · 2 annotations
keys 2ll
screen · 0 annotations
keys <Enter>
status nothing is counted there
keys hj
screen Who pays for the dredging? · claim/event · 0
keys hh<Enter>
scope claims
screen Ledger · Who pays for the dredging? · claim/number
screen 1 annotation
screen Dredging costs £340,000 a year
keys <Backspace>
scope counts
screen Who pays for the dredging? · claim/number · 1
keys <Enter><Esc>
scope counts
keys 3
screen claim/number · 6 annotations
keys l
screen claim/number · claim/event · 0 annotations
keys lllk
screen claim/number · source · 2 annotations
screen 29 % of those with one of them have both
keys <Shift-Tab><Tab><Tab>
screen 2019-11 · 3 claims
keys llll
screen 2020-03 · 0 claims
keys 5jjlll
screen Mayor of Sandford · no verdict · 1 claim
keys /claimant~mayor<Enter>
screen Mayor of Sandford
unseen Ben Bell
keys 1
screen 2 of 13 claims
keys 4<Esc>
screen 3 claims
keys 1<Backspace>
status there are no counts to go back to
keys 2gghhhhhh<Enter>
screen 2 annotations
keys Veremo<Enter>claim/number<Enter>
status removed claim/number on 2 claims
keys <Esc>
scope counts
screen claim/number · 0 annotations
