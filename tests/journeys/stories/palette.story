# Every command has a name; some have no key.
keys :messages<Enter>
screen There is nothing to tell.
keys <Esc>
keys :
scope picker
screen type a command
keys next-doc<Enter>
reading 2-bridge.txt
# One that wants a word asks for it; what is wrong stays on the line.
keys :export<Enter>
scope picker
screen › export
screen csv a row for each annotation
keys js<Enter>
did export json
keys :export docx<Enter>
status export takes markdown, csv, json, not "docx"
scope picker
screen › export docx
keys <Esc>:spacing many<Enter>
status want 0, 1 or 2
screen › spacing many
keys <Esc>:export markdown out.md<Enter>
did export markdown out.md
status exported as markdown
keys :exp<Tab>csv<Enter>
did export csv
keys :messages<Enter>
scope page
screen exported as csv
screen want 0, 1 or 2
keys <Esc>:zzz<Enter>
status there is no command called "zzz"
scope picker
screen › zzz
keys <Esc>:up<Esc>
scope reader
