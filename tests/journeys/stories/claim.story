# A sentence becomes a claim: what its words tell is filled in, each field is reached by its letter, and all of it is one step.
document 1-ferry.txt
| The Ferry Question
|
| “The boat carried 900 passengers a day,” said Ida Stone. The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
|
| Ida Stone said that the ferry had been safe. She said that nobody had asked for it.
keys }c
scope claim
screen [s] statement The boat carried 900 passengers a day
screen [c] claimant Ida Stone
screen [a] attribution quoted
screen [v] verdict none given now
keys s in summer
scope filling
keys <Esc>
scope claim
keys c<End>, of the ferry<Esc>
keys a
screen [p]araphrased
keys p
scope claim
screen paraphrased
keys kne<Enter>
scope filling
screen ○ [y]es
keys y
keys ti
screen ● in-progress
keys v
screen [n]ot-enough-evidence
keys rfmrCounted<Space>twice.<Esc>
keys <Ctrl-s>
scope reader
status judged refuted
claims
| statement: The boat carried 900 passengers a day in summer / claimant: Ida Stone, of the ferry / attribution: paraphrased / kinds: numerical event / checkworthy: yes / status: in-progress / # refuted me medium Counted twice.
annotations
| “The boat carried 900 passengers a day,” said Ida Stone.
saved
screen by Ida Stone, of the ferry
screen medium confidence
# What is filled in is kept as it is where nobody has to add anything; who `she` is, is not guessed.
keys }c<Ctrl-s>
status claim saved
keys )c
screen who claims it
screen paraphrased
keys <Ctrl-s>
claims
| statement: The boat carried 900 passengers a day in summer / claimant: Ida Stone, of the ferry / attribution: paraphrased / kinds: numerical event / checkworthy: yes / status: in-progress / # refuted me medium Counted twice.
| statement: Ida Stone said that the ferry had been safe. / claimant: Ida Stone / attribution: paraphrased
| statement: She said that nobody had asked for it. / attribution: paraphrased
keys u
status took back: claim saved
