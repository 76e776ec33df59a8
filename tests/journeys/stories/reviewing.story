# Reviewing: a key decides on the sentence and goes on to the next; what was seen is remembered, a step of undo each.
tag 1 claim/statistic: A number somebody could check.
tag o opinion
tag - doubt
keys R
scope reviewing
screen REVIEW
cursor The mill opened in 1912.
screen sentence 1 of
screen 1 ● claim/statistic o ■ opinion
screen t 1 more
keys 1
status tagged claim/statistic
cursor It stood beside
screen · 1 tagged
keys <Space>
status left untagged
cursor Nobody who worked
keys o
cursor When the town council
coverage
| 1-mill.txt # me # 3 of 32 # 1
annotations
| The mill opened in 1912. # claim/statistic
| Nobody who worked there remembers it as a quiet place. # opinion
# Undo takes one decision back, with what was seen, and returns to it; redo makes it again.
keys u
cursor Nobody who worked
coverage
| 1-mill.txt # me # 2 of 32 # 1
keys u
cursor It stood beside
keys <Ctrl-r>
coverage
| 1-mill.txt # me # 2 of 32 # 1
keys ;
cursor Nobody who worked
keys .
status tagged opinion
cursor When the town council
