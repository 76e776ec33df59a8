# What turns out to be page furniture is folded away where furniture is, and no longer counted; the place stays.
window 80x24
document ferry.txt
| The Ferry That Stayed
|
| By Ada Prose
| 3 May 2020
|
| The ferry at Sandford was meant to last for a year. It has lasted for sixty.
|
| The harbour office is open every day from nine to five and has a telephone.
|
| It never closes on a Sunday, not even in winter, when nobody comes.
|
| The council was divided and the mayor was not. They wrote to each other for years.
|
| Share this article
|
| Print
document other.txt
| Another article
|
| The harbour office is open every day from nine to five and has a telephone.
|
| It says one thing, at some length, and then another one.
keys X:numbers<Enter>:numbers<Enter>
screen 5 The council
keys GY
did copy “They wrote to each other for years.” (Ada Prose, “The Ferry That Stayed”, 2020-05-03, ferry.txt, ¶ 5)
learned The harbour office is open every day from nine to five and has a telephone.
unseen The harbour office
screen ⋯ page furniture, 1 paragraph
screen ⋯ page furniture, 2 paragraphs
screen 4 The council
cursor .
# A document that was being read meanwhile is read again.
disk is slow
keys J
reading ferry.txt
learned It says one thing, at some length, and then another one.
disk catches up
reading other.txt
unseen It says one thing
