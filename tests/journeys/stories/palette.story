# Every command has a name; some have no key.
keys :
scope picker
screen type a command
keys next-doc<Enter>
reading 2-bridge.txt
keys :export<Enter>
status export to what?
keys :export markdown out.md<Enter>
did export markdown out.md
status exported as markdown
keys :exp<Tab>csv<Enter>
did export csv
keys :messages<Enter>
scope page
screen exported as csv
screen export to what?
keys <Esc>:zzz<Enter>
status there is no command called "zzz"
scope reader
keys :up<Esc>
scope reader
