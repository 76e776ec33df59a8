# Page furniture is folded away with one key, and unfolds where one goes into it.
window 80x24
document ferry.txt
| The Ferry That Stayed
|
| By Ada Prose
| 3 May 2020
|
| The ferry at Sandford was meant to last for a year. It has lasted for sixty.
|
| Share this article
|
| Print
|
| Connect with us
|
| The council was divided and the mayor was not. They wrote to each other for years.
|
| Subscribe to our newsletter
|
| Terms of use
screen Share this article
keys X
status page furniture is folded away
screen ⋯ page furniture, 3 paragraphs
unseen Share this article
# Lines, characters, sentences and paragraphs step over it.
keys }
cursor The ferry
keys jj
cursor The council
keys kk
cursor The ferry
keys }
cursor The council
keys h
cursor .
keys l
cursor The council
keys (
cursor It has lasted
keys )
cursor The council
keys b
cursor .
keys G
cursor .
keys X
screen Share this article
keys X
click ⋯ page furniture, 3
cursor Share this article
screen Print
keys XX/newsl<Enter>
screen Subscribe to our newsletter
screen ⋯ page furniture, 3 paragraphs
