# Evidence is filled in on a form of its own; another annotation can be evidence too.
document 1-ferry.txt
| The Ferry Question
|
| “The boat carried 900 passengers a day,” said Ida Stone. The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
|
| Ida Stone said that the ferry had been safe. She said that nobody had asked for it.
annotation jo: Nobody in the hall believed that the money was there. # # Why?
keys }ce
scope evidence
keys sr
screen ● refutes
keys cHarbour<Space>log<Esc>uhttps://example.org/log<Esc>q400<Space>a<Space>day<Esc>
keys a
screen 2026-11-21
keys <Esc><Esc>
scope claim
screen refutes Harbour log · “400 a day”
keys o
screen An annotation as evidence
keys <Enter>
scope filling
screen Evidence 2 on
keys c
screen postil:
keys <Esc><Ctrl-s>
status claim saved
screen 2 pieces of evidence
# One is opened again with Enter, taken away with d; one that holds nothing is let go; a day has to be one.
keys c<Down><Down><Down><Down><Down><Down><Down><Down><Down><Enter>
scope evidence
keys aoops<Ctrl-s>
status "2026-11-21oops" is no day
keys <Esc><Esc>
status is no day
keys <Backspace><Backspace><Backspace><Backspace><Esc><Esc>
screen [d] removes it
keys <Down>d<Delete>
status go to a piece of evidence first
keys e<Esc>
unseen Evidence 2 on
keys wyw<Esc>
keys <Ctrl-s>
claims
| statement: The boat carried 900 passengers a day / claimant: Ida Stone / attribution: quoted / checkworthy: yes / evidence: 1 / stance: refutes / citation: Harbour log / url: https://example.org/log / quote: 400 a day / accessed: 2026-11-21
