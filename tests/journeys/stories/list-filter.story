# The document list is narrowed as one types; Esc lists all again.
document 1/a.txt
| Rivers of the North
|
| It says one thing. It says another.
document 1/b.txt
| A Bridge
|
| It says one thing. It says another.
document 2/c.txt
| The North of the Bridge
|
| It says one thing. It says another.
keys <Shift-Tab>/
scope list-filter
screen words of a title
keys north
rows 1/a.txt 2/c.txt
screen 2 of 3
listed 1/a.txt
keys <Down>
listed 2/c.txt
keys <Up><Ctrl-n><Ctrl-p>
listed 1/a.txt
keys <Space>bri
rows 2/c.txt
keys x
rows 
screen Nothing fits “north brix”.
screen Esc lists all 3 documents.
keys <Backspace><Enter>
status 1 of 3 documents listed; Esc lists all
scope documents
# J reads what is listed; what was read is chosen again when all are listed.
keys J
reading 2/c.txt
keys J
status this is the last document
keys <Esc>
status all documents are listed
rows 1/a.txt 1/b.txt 2/c.txt
listed 2/c.txt
scope documents
# A folder is a word like any other.
keys /
paste 1/
rows 1/a.txt 1/b.txt
keys <Ctrl-c>
rows 1/a.txt 1/b.txt 2/c.txt
keys /x<Esc>
rows 1/a.txt 1/b.txt 2/c.txt
# Folders that are folded show what fits.
keys gfHgg/bridge
rows -1/ 1/b.txt -2/ 2/c.txt
keys <Enter>h
status what fits the filter is not folded away
keys <Esc>
rows +1/ +2/
