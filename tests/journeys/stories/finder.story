# f finds documents, headings, tags, annotations, claims and commands.
tag 1 claim: A number.
annotation jo: sold the building in 2003 # claim # Really?
keys f
scope picker
screen / documents @ headings # tags " annotations ! claims > commands
keys bridge<Enter>
reading 2-bridge.txt
keys fReally<Enter>
reading 1-mill.txt
cursor sold the building
keys fstrike cost<Enter>
cursor What the strike cost
# A tag lists what carries it.
keys fclaim<Down><Up><Enter>
scope picker
screen sold the building
keys <Enter>
cursor sold the building
keys f<Esc>
cursor sold the building
# Tab completes.
keys fBridge<Tab>
screen › The Bridge That Was Not Built
keys <Ctrl-c>
# In the list it finds documents alone.
keys <Shift-Tab>f
keys strike cost
screen nothing matches among the documents; without the /
keys <Esc>fbri<Enter>
reading 2-bridge.txt
scope reader
annotations
| sold the building in 2003 # claim # Really?
