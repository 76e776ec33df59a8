# Sentences and paragraphs pass over page furniture where it is shown, too; lines do not, and single lines fold.
window 80x24
tag 1 furn
document ferry.txt
| The Ferry That Stayed
|
| By Ada Prose
|
| The ferry at Sandford was meant to last for a year. It has lasted for sixty.
|
| Share this article
|
| The council was divided and the mayor was not. They wrote to each other for years.
|
| Subscribe to our newsletter
|
| Terms of use
keys gg}))
cursor The council
keys ))
status the end; J reads the next document
keys {k
cursor Share this
keys {
cursor The ferry
keys gg)1
annotations
| The ferry at Sandford was meant to last for a year. # furn
keys X
unseen Share this article
screen ⋯ page furniture, 1 paragraph
