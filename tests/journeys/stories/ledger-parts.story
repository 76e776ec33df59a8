# Of a file with several articles the ledger tells the one that a claim is in, whether it is open or not.
window 160x30
document 1-war.txt
| The long war
| By Ann Bell
| May 3, 2020
|
| Officials in three neighbouring towns said that they had not been consulted, and that they had read about the decision in the same newspaper as everybody else.
|
| Another paper, part two
| By Karim Haddad
|
| It is tempting to see a plan behind all this. The documents released last month suggest something simpler: two departments that did not speak to each other and a deadline that neither could move. Officials in three neighbouring towns said that they had not been consulted, and that they had read about the decision in the same newspaper as everybody else.
|
| The second paragraph says nothing new. The documents released last month suggest something simpler: two departments that did not speak to each other and a deadline that neither could move.
document 2-other.txt
| A mill on the river
|
| Some words stand here, and nobody has read them yet.
annotation me: It is tempting to see a plan behind all this. # plan
claimed It is tempting to see a plan behind all this. # Karim # yes # new
last-read 2-other.txt
reading 2-other.txt
keys L
screen Another paper, part
keys <Enter>
reading 1-war.txt
keys L
screen Another paper, part
keys /doc:another<Enter>
status 1 claim; Esc takes the filter off
screen It is tempting
keys q
