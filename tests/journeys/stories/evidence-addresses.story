# Evidence is gone to with the mouse too; an address is opened in the browser; what is gone cannot be gone to.
document 1-ferry.txt
| The Ferry Question
|
| “The boat carried 900 passengers a day,” said Ida Stone. Nobody in the hall believed that the money was there.
document 2-log.txt
| The Harbour Log
|
| The boat carried 400 passengers a day in the year 1931. It was new then.
annotation jo: The boat carried 400 passengers a day in the year 1931. # # Why?
keys }co<Enter><Esc><Esc>
# The mouse chooses it first, and a second click goes there.
keys <Up>
click an annotation here
scope claim
click an annotation here
reading 2-log.txt
keys <Ctrl-o>
scope claim
keys <Ctrl-s>
# An address is opened once that was asked; nothing leads nowhere.
keys ceuhttps://example.org/log<Esc><Esc>
screen [g] opens its URL
keys g
screen Open example.org in your browser?
keys n
scope claim
keys decA<Space>log<Esc>g
status it has no URL to go to
keys <Esc><Esc>y
scope reader
# What is gone cannot be gone to; its words stay.
keys J}dKc<Down><Down><Down><Down><Down><Down><Down><Down><Down>
screen × an annotation that is gone
keys <Enter>
status that annotation is gone; its words are still here, i fills in the evidence
keys <Esc>
scope reader
