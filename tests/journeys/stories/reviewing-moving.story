# Going about while reviewing: back to what was decided, by sentence, by paragraph, and out of it and back.
tag 1 claim/statistic
tag o opinion
tag q quote
tag t held
keys R1<Space>o
# Back one decision; on a sentence that was seen the key of a tag it has takes that away, and stays.
keys ,
cursor Nobody who worked
screen ■ opinion
keys o
status removed opinion
cursor Nobody who worked
keys j
cursor When the town council
keys k<Up><Down>j
cursor When the town council
# By paragraph; headings are stepped over, and are decided on only where one goes there.
keys J
cursor Two brothers built
keys k
cursor Her critics called
keys K
cursor When the town council
keys KK
cursor The mill opened
keys gg<Space>
cursor When the town council
keys <Esc>
scope reader
status R goes on with it
keys R
cursor When the town council
# Letters of the codebook go before the keys of reading, not before those that reviewing needs.
keys qt
scope tags
keys <Esc>Q
scope queue
keys <Esc>
annotations
| The mill opened in 1912. # claim/statistic
| When the town council sold the building in 2003, the price was four million. # quote
