# The document list is sorted; the choice stays, and J and K follow the order shown.
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
keys <Shift-Tab>
rows 1/a.txt 1/b.txt 2/c.txt
keys s
status sorted by title
rows 1/b.txt 2/c.txt 1/a.txt
listed 1/a.txt
screen title ↑
keys S
status the other way round
rows 1/a.txt 2/c.txt 1/b.txt
keys SJ
status this is the last document
keys K
reading 2/c.txt
listed 2/c.txt
keys K
reading 1/b.txt
keys K
status this is the first document
