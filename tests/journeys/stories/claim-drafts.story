# What is being filled in is kept, and gone on with after the program ended in the middle of it.
draft claim The mill opened in 1912.: statement: It opened in 1912\nclaimant: Karl\nverdict: refuted\nevidence: 1\ncitation: A letter
lasting
scope draft
screen A claim on “The mill opened in 1912.” was not saved.
keys <Enter>
scope claim
screen It opened in 1912
screen A letter
keys <Ctrl-s>
status judged refuted
did end draft
claims
| statement: It opened in 1912 / claimant: Karl / evidence: 1 / citation: A letter / # refuted me
keys )cs!<Esc>
pause
did keep a claim on “It stood beside the river Welle for ninety…”: statement: It stood beside the river Welle for ninety years.! / attribution: author
keys <Esc>y
did end draft
