# F searches all articles as one types; the results stand in their order, and are read one after the other with n and N.
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
keys Fmil
scope corpus-line
keys l
screen 6 matches in 3 documents · all 3 searched
screen Looking Back
keys <Alt-w>
screen 5 matches in 2 documents
keys <Alt-c>
screen 3 matches in 2 documents
screen exact case
keys <Alt-c><Alt-c><Alt-w><Alt-r>
screen 6 matches in 3 documents
keys (
screen no regular expression: unclosed group
keys <Backspace><Alt-r><Enter>
scope results
keys jj<Enter>
reading a.txt
cursor mill closed
status mill · match 3 of 6, document 1 of 3
keys n
reading b.txt
cursor mill. A MILL
status mill · match 4 of 6, document 2 of 3
keys N
reading a.txt
cursor mill closed
status match 3 of 6
keys nnn
reading c.txt
cursor mill all his
status match 6 of 6, document 3 of 3
keys n
status the last match of all; F shows the results
keys NNNNNN
status the first match of all
keys <Ctrl-o>
scope results
screen line 3
keys <Esc>
scope reader
# What is searched for in the article itself then counts there.
keys F<Enter><Enter>/news<Enter>n
status news · 1 of 1
