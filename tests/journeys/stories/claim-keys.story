# The form is walked through with arrows, or filled in from the first field to the last; leaving asks where something would be lost.
document 1-ferry.txt
| The Ferry Question
|
| “The boat carried 900 passengers a day,” said Ida Stone. The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
|
| Ida Stone said that the ferry had been safe. She said that nobody had asked for it.
editor From outside.
keys }c<Down><Down>
screen ▸ [a] attribution
keys <Up><Tab><Shift-Tab><Enter>
scope filling
keys <Shift-Tab>
screen ▸ [s] statement
keys <Enter><Tab>
screen ▸ [a] attribution
keys <Esc><Right>
screen ● paraphrased
keys <Left><Left>
screen ● author
keys k<Right>n<Backspace>q<Ctrl-c>
screen ■ quote
keys ?
scope page
keys <Esc><F1><Esc>
scope claim
keys r<Ctrl-e>
did edit 
keys <Ctrl-s>
status claim saved
claims
| statement: The boat carried 900 passengers a day / claimant: Ida Stone / attribution: author / kinds: quote / # - me From outside.
keys )c<Ctrl-c>
scope reader
keys cs?<Esc><Esc>
scope question
screen Close without saving what you filled in?
keys n
scope claim
keys <Esc>y
scope reader
status closed without saving
# Pasted text goes into the field that is filled in.
keys c
paste lost
status go to a field first
keys s
paste  or so\nthey say
keys <Ctrl-s>
screen or so they say
claims
| statement: The boat carried 900 passengers a day / claimant: Ida Stone / attribution: author / kinds: quote / # - me From outside.
| statement: The mayor promised an answer before the end of the year. or so they say / attribution: author
# Names used before complete what is typed, the one named most often first.
keys )c
keys c
screen ⇥ Ida Stone
keys <Down><Up><Down><Tab><Ctrl-s>
screen by Ida Stone
keys u
