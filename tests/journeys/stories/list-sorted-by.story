# What the list is sorted by comes round; what changes as one works is sorted as it was.
document 1/a.txt
| Rivers of the North
|
| It says one thing. It says another.
document 1/b.txt
| A Bridge
|
| It says one thing. It says another.
document 2/c.txt
| Mills of the South
|
| It says one thing. It says another.
tag 1 claim: What could be checked.
lasting
keys 1<Shift-Tab>ss
status sorted by date
rows 1/a.txt 1/b.txt 2/c.txt
screen no date
keys s
status sorted by words
keys s
status sorted by annotations
rows 1/a.txt 1/b.txt 2/c.txt
screen annotations ↓
keys S
rows 1/b.txt 2/c.txt 1/a.txt
# What is done now does not move before one sorts anew: the next one is the one below.
keys s
status sorted by status
keys DJ
rows 1/a.txt 1/b.txt 2/c.txt
keys s
status sorted by last read
keys ss
status sorted by title
keys :sort-list<Space>status<Enter>
status sorted by status
rows 1/b.txt 2/c.txt 1/a.txt
keys :sort-list<Space>size<Enter>
screen sort-list takes name, title
keys <Esc><Esc>
