# The form is filled in with the mouse alike.
document 1-ferry.txt
| The Ferry Question
|
| “The boat carried 900 passengers a day,” said Ida Stone. The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
|
| Ida Stone said that the ferry had been safe. She said that nobody had asked for it.
keys }c
click none given now
scope filling
click efuted
click how sure you are
scope filling
click igh
wheel-down rationale
wheel-up rationale
keys <Ctrl-s>
status judged refuted
claims
| statement: The boat carried 900 passengers a day / claimant: Ida Stone / attribution: quoted / # refuted me high
keys c
click-at 3,1
scope reader
