# A draft of a claim goes on in that of its annotation; one that was saved after all is not offered.
annotation me: The mill opened in 1912. # # Known
draft claim The mill opened in 1912.: statement: So it is said
lasting
keys <Enter>
scope claim
screen So it is said
keys <Ctrl-s>
status claim saved
screen Known
claims
| statement: So it is said
