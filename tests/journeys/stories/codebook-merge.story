# A tag is made a part of another, which takes in what is said of it.
tag 1 figure: A number.
tag 2 cause
tag 3 doubt: Who says so?
annotation me: The mill opened in 1912. # figure, doubt
annotation me: Nobody who worked there remembers it as a quiet place. # cause
keys T
# What would be lost is told before two become one.
keys Mdoubt<Enter>
screen Make figure a part of doubt?
screen Lost is its key 1 and its colour yellow.
keys n
keys Mdoubt<Enter>y
annotations
| The mill opened in 1912. # doubt
| Nobody who worked there remembers it as a quiet place. # cause
codebook
| 2 cause
| 3 doubt: Who says so?
|
| A number.
keys u
annotations
| The mill opened in 1912. # figure, doubt
| Nobody who worked there remembers it as a quiet place. # cause
codebook
| 1 figure: A number.
| 2 cause
| 3 doubt: Who says so?
keys <Ctrl-r>
status made again
saved
