# A claim is opened again from its sentence and from its card; verdicts are appended, and the claim can be taken away.
document 1-ferry.txt
| The Ferry Question
|
| “The boat carried 900 passengers a day,” said Ida Stone. The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
|
| Ida Stone said that the ferry had been safe. She said that nobody had asked for it.
keys }cvs<Ctrl-s>
status judged supported
keys c<Ctrl-s>
status the claim is as it was
keys c
screen Given so far, the latest first
screen 2026-11-21 me supported
keys vrfh<Ctrl-s>
claims
| statement: The boat carried 900 passengers a day / claimant: Ida Stone / attribution: quoted / # supported me / # refuted me high
keys <Tab>c
scope claim
screen me refuted, high confidence
keys tf<Ctrl-s>
scope sidebar
screen final
keys cD
status removed the claim; u brings it back
claims
keys u
claims
| statement: The boat carried 900 passengers a day / claimant: Ida Stone / attribution: quoted / status: final / # supported me / # refuted me high
# What was never saved cannot be taken away.
keys h)cD
status there is no claim to remove yet
keys <Esc>
scope reader
