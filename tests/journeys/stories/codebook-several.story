# While a tag is split, one annotation may get several of the new tags.
tag 1 claim: Something.
annotation me: The mill opened in 1912. # claim, keep
annotation me: It stood beside the river Welle for ninety years. # claim
annotation me: Nobody who worked there remembers it as a quiet place. # claim
keys Ts<Ctrl-u>x,y,z<Enter>+13
screen 1 of 3 · 1 chosen · several tags
keys 1<Space>
screen 2 of 3 · 1 chosen
unseen several tags
keys +12k
screen 1 of 3 · 2 chosen
keys <Enter>
status split claim, on 2 annotations
annotations
| The mill opened in 1912. # z, keep
| It stood beside the river Welle for ninety years. # x, y
| Nobody who worked there remembers it as a quiet place. # claim
keys u
annotations
| The mill opened in 1912. # claim, keep
| It stood beside the river Welle for ninety years. # claim
| Nobody who worked there remembers it as a quiet place. # claim
saved
