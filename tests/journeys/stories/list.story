# The document list.
document a.txt
| Article A
|
| It says one thing. It says another.
document b.txt
| Article B
|
| It says one thing. It says another.
document c.txt
| Article C
|
| It says one thing. It says another.
keys <Shift-Tab>
scope documents
listed a.txt
keys jj
listed c.txt
keys k<Down><Up>
listed b.txt
keys <Enter>
reading b.txt
scope reader
keys <Shift-Tab>gg
listed a.txt
keys l
reading a.txt
keys <Shift-Tab>G<Home><End><Right>
reading c.txt
keys <Shift-Tab><PageUp><PageDown><Ctrl-b><Ctrl-f><Ctrl-u><Ctrl-d><PageUp><Space>
listed c.txt
keys <Esc>
scope reader
keys <Shift-Tab>D
status marked as done
keys w
status w does nothing here
