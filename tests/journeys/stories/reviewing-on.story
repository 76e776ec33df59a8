# Over sessions, documents and edits: what stands as it stood was seen, what was changed was not.
tag 1 fact
document 1-a.txt
| The Ferry
|
| The council met on Tuesday evening. The boat carried 400 passengers a day.
|
| Fishermen said that they had no way home after dark. Nobody believed them.
document 2-b.txt
| The Bell
|
| The bell rang at six. It broke in March.
document 3-c.txt
| The Rope
|
| The rope held. Nobody asked why.
keys R1<Space>1
coverage
| 1-a.txt # me # 3 of 4 # 1
screen 75%
keys <Esc>
rewritten 1-a.txt
| The Ferry
|
| A correction was made on Friday. The council met on Tuesday evening.
|
| Fishermen said that they had no way home after dark. Nobody believed them. The boat carried 900 passengers a day.
keys <F5>R
screen reviewed 2 of 5
keys gg;
cursor A correction was made
keys <Space>
cursor Nobody believed them.
coverage
| 1-a.txt # me # 3 of 5 # 1
keys u
screen reviewed 2 of 5
keys <Ctrl-r>;1<Space>
status every sentence is seen: Ctrl-n goes on to the next with work
keys ;
status every sentence is seen
# The next document with work: those that are done or wholly seen are passed over.
keys <Ctrl-n>
reading 2-b.txt
cursor The bell rang
keys 1DJ
status the end
keys <Ctrl-n>
reading 3-c.txt
keys <Space><Space><Ctrl-n>
status every document is reviewed
keys ,,,
reading 2-b.txt
cursor The bell rang
keys <Esc>,
status , does nothing here
