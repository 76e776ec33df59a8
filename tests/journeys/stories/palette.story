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
status export takes markdown, csv, json, jsonl
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
keys <Esc>
# A command that is written out is meant, whatever else begins or scores like it.
keys :review
screen review R Decide sentence by sentence
keys <Enter>
scope reviewing
keys <Esc>
scope reader
# A word of what a command does finds it, too.
keys :elsewh<Enter>
scope elsewhere
keys <Esc>
# What is at home beside the text is offered in the text, and called by its name there.
keys :compare
screen compare Compare the annotation
keys <Esc>
# Over another screen what has no key is offered as well, and what is written out is not taken for something else.
keys L:keep
screen keep-filter Keep the filter
keys <Esc>:queries<Enter>
scope page
screen How it is written
