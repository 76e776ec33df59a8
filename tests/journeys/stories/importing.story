# What another program wrote comes in as one step, and goes out as one.
keys :import mill.jsonld<Enter>
status imported 2 annotations on 1 document and 1 tag from mill.jsonld (w3c); :messages tells what became of it
annotations
| The mill never paid for the moon. # # Is it?
| The mill opened in 1912. # date # By whom?
saved
keys :messages<Enter>
screen 1 annotation
keys <Esc>
# A second time there is nothing new.
keys :import mill.jsonld<Enter>
status nothing new in mill.jsonld (w3c)
keys u
annotations
saved
keys <Ctrl-r>
annotations
| The mill never paid for the moon. # # Is it?
| The mill opened in 1912. # date # By whom?
# Without a file there is something to complete.
keys :import<Enter>
screen import
keys <Esc>
# What is not there is said.
keys :import nowhere.json<Enter>
status cannot import nowhere.json
# While it is worked out it can be stopped.
disk is slow
keys u:import mill.jsonld<Enter>
scope working
screen importing mill.jsonld
keys <Esc>
status stopped; nothing was changed
disk
annotations
