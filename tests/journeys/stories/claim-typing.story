# What is filled in of a name gives way to what is typed; Ctrl-u empties a field; the arrows leave a choice as Tab does; and on a
# small screen the form covers the sentence rather than show one field.
window 50x20
document 1-ferry.txt
| The Ferry Question
|
| “The boat carried 900 passengers a day, and nobody in the whole of the valley had ever counted them before that summer,” said Ida Stone. The mayor promised an answer before the end of the year.
keys }c
screen [s] statement
screen [c] claimant Ida Stone
screen [k] kinds
keys cKarl<Esc>
screen [c] claimant Karl
keys s<Ctrl-u>It carried 900.<Esc>
screen statement It carried 900.
keys a
scope filling
keys <Down>ne<Up>p
scope claim
keys <Ctrl-s>
claims
| statement: It carried 900. / claimant: Karl / attribution: paraphrased / kinds: numerical event
