# A tag is split: each of its annotations gets one of the new tags, or stays as it is; it is one step.
tag 1 claim: Something.
annotation me: The mill opened in 1912. # claim, keep
annotation me: It stood beside the river Welle for ninety years. # claim
annotation me: Nobody who worked there remembers it as a quiet place. # claim
keys Ts
screen Which tags is claim to be split into?
keys <Ctrl-u><Enter>
screen name one to 9 tags
keys claim<Enter>
screen claim is the one to split
keys <Ctrl-u>a,b,c,d,e,f,g,h,i<Enter>
scope split
screen Split claim · 1 of 3 · 0 chosen
keys 1<Backspace>2k3,4<Up>5k6k7k8k9
screen Split claim · 2 of 3 · 1 chosen
keys <Esc>
screen Forget what was chosen for 1 annotation?
keys y
scope codebook
keys s<Ctrl-u>claim/date, claim/place<Enter>
screen “The mill opened in 1912.”
keys 3
status there are only 2 to choose from
keys 1<Space>j
screen That was the last one. Enter saves what was chosen
keys 1
status all were looked at; Enter saves
keys k<Down>k2<Enter>
status split claim, on 2 annotations
annotations
| The mill opened in 1912. # claim/date, keep
| It stood beside the river Welle for ninety years. # claim
| Nobody who worked there remembers it as a quiet place. # claim/place
codebook
| 1 claim: Something.
| 2 claim/date
| 3 claim/place
keys s<Ctrl-u>x<Enter><Ctrl-c>
scope codebook
keys s<Ctrl-u>x<Enter><Enter>
status claim is as it was
keys u
annotations
| The mill opened in 1912. # claim, keep
| It stood beside the river Welle for ninety years. # claim
| Nobody who worked there remembers it as a quiet place. # claim
codebook
| 1 claim: Something.
