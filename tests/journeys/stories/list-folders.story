# Documents stand under their folders, which fold.
window 80x24
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
keys h
status no folders are shown
keys H
status gf puts
keys gf
status under their folders
rows -1/ 1/a.txt 1/b.txt -2/ 2/c.txt
listed 1/a.txt
keys jh
rows +1/ -2/ 2/c.txt
listed -
screen + 1
keys <Enter>
rows -1/ 1/a.txt 1/b.txt -2/ 2/c.txt
scope documents
keys l
rows +1/ -2/ 2/c.txt
# What is folded away is read all the same.
keys JJ
reading 2/c.txt
keys K
reading 1/b.txt
listed -
keys H
rows +1/ +2/
status all folders are folded
keys H
rows -1/ 1/a.txt 1/b.txt -2/ 2/c.txt
keys <Left><Left>
rows -1/ 1/a.txt 1/b.txt -2/ 2/c.txt
# A click reads; one on the name of a folder folds it.
click Mills
listed 2/c.txt
reading 2/c.txt
scope reader
keys <Shift-Tab>
click-at 2,1
rows +1/ -2/ 2/c.txt
click-at 2,1
rows -1/ 1/a.txt 1/b.txt -2/ 2/c.txt
keys gf
rows 1/a.txt 1/b.txt 2/c.txt
