# One goes through the results by match, by page and by article, sees them in two ways, and comes back to earlier searches.
document a.txt
| Mill News
|
| The mill of Sandford employed 340 people. The mill closed in 1961.
document b.txt
| Looking Back
|
| Nobody remembers the old mill. A MILL is a place to work.
document c.txt
| A Letter
|
| My father worked in a windmill all his life.
keys Fmill<Tab>
scope results
screen The mill of Sandford employed
keys J<Enter>
reading b.txt
keys <Backspace>K<Enter>
reading a.txt
keys <Ctrl-o>G<Enter>
reading c.txt
keys <Ctrl-o>gg<End><Home><Down><Up>jk<PageDown><PageUp>v
screen My father worked in a windmill all his life.
keys v<Space>m
screen 6 matches in 3 documents · 2 marked
keys ?
screen In the results of a search of the corpus
keys <Esc><F1><Esc>/<F1>
screen While typing what the corpus is searched for
keys <Esc><Tab>F
scope corpus-line
# What is typed next takes the place of the line only where one comes back to it.
keys s<Ctrl-u>father<Enter>q
scope reader
keys F
screen 1 match in 1 document
keys <Up>
screen 6 matches in 3 documents
keys <Ctrl-p>
status nothing else was searched for before
keys <Down>
screen 1 match in 1 document
keys <Ctrl-n>
screen Searched for before; ↑ brings it back:
keys <Enter>
status type what to search for
paste Nobody\nremembers
screen 1 match in 1 document
keys <Enter>
click the old mill
double-click the old mill
reading b.txt
keys <Ctrl-o><Ctrl-c>
# With a selection it is that what is searched for.
keys ggsF
screen 1 match in 1 document
keys <Esc>
