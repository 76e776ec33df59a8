# An annotation made from the bullet of a list item is the one that is meant next.
tag 1 claim
document a.txt
| A title
|
| Some words come before the list, so that it is an article.
|
| • The mill opened in 1912.
| • It closed in 2003.
keys }}1
cursor The mill
annotations
| The mill opened in 1912. # claim
keys d
status deleted claim
