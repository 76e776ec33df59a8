# One result is tagged, or several, or all of them after a look at how many that is; what has the tag is left as it is.
tag 1 claim: It can be checked.
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
keys F1
keys <Esc>Fmill<Enter>j1
status tagged 1 sentence claim
annotations
| The mill of Sandford employed 340 people. # claim
keys 1
status tagged claim already
keys Tclaim<Enter>
screen Tag 5 sentences in 3 documents with claim?
screen 1 sentence tagged so already
keys n
scope results
annotations
| The mill of Sandford employed 340 people. # claim
keys Tclaim<Enter>y
status tagged 5 sentences claim
did keep 2 texts
keys u
status took back: tagged 5 sentences claim
annotations
| The mill of Sandford employed 340 people. # claim
keys s<Space><Space>tplace<Enter>
status tagged 2 matches place
annotations
| The mill of Sandford employed 340 people. # claim
| mill # place
| mill # place
keys u
keys 2<Esc>3<Esc>4<Esc>5<Esc>6<Esc>7<Esc>8<Esc>9
screen No tag has the key 9 yet
keys <Esc>u
annotations
# An article that was changed since is left out, and that is told.
rewritten a.txt
| Mill News
|
| No mill any more.
keys gg1
status 1 document changed since the search and left out
