# What was tagged while reading counts as seen: when its review begins, and at once where it has begun.
tag 1 fact
document 1-a.txt
| The Ferry
|
| The council met on Tuesday evening. The boat carried 400 passengers a day.
|
| Nobody believed them. The mayor left early.
keys /boat<Enter>m1<Esc>gg
coverage
keys R
screen reviewed 1 of 4 · 1 tagged
cursor The council met
keys <Space>
cursor Nobody believed
coverage
| 1-a.txt # me # 2 of 4 # 1
# The key of the tag takes it away, as on every sentence that was seen.
keys k1
status removed fact
screen reviewed 2 of 4
keys u<Esc>
scope reader
keys /Nobody<Enter>1
coverage
| 1-a.txt # me # 3 of 4 # 2
screen 75%
keys u
coverage
| 1-a.txt # me # 2 of 4 # 1
keys tfact<Enter>
coverage
| 1-a.txt # me # 3 of 4 # 2
keys /mayor<Enter>.<Esc>R
status every sentence is seen
coverage
| 1-a.txt # me # 4 of 4 # 2
