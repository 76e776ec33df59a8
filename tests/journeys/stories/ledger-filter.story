# The filter means what it says while it is typed, and tells what is wrong with it in its place.
window 100x30
harbour
keys L/
scope ledger-filter
keys stat
screen statement: status:
keys <Down><Tab>
screen / status:
screen new triaged in-progress
keys fin<Tab>
screen 2 of 13 claims
keys <Enter>
scope claims
screen / status:final
status 2 claims; Esc takes the filter off
keys <Esc>
screen 13 claims
keys /staus:x
screen ^ there is no field staus; did you mean status?
screen 13 claims
keys <Enter>
scope ledger-filter
keys <Esc>
scope claims
screen / filters: words
keys /claimant:"ada prose, treasurer" verdict:any<Enter>
screen 1 of 13 claims
keys :keep-filter ada<Enter>
status kept as ada
keys <Esc>/ad
screen ada
keys <Ctrl-n><Ctrl-p><Up><Down>
keys <Tab>
screen 1 of 13 claims
keys <Ctrl-c>
screen 13 claims
keys :filter ada<Enter>
screen 1 of 13 claims
paste nothing
status nothing to paste
keys /
paste  zebra
screen no claim is like that
keys <Ctrl-u>is:stale<Enter>
screen 1 of 13 claims
keys <Esc>/verdict:<Enter>
screen ^ verdict of what?
keys <Ctrl-c>:filter staus:x<Enter>
status there is no field staus; did you mean status?
