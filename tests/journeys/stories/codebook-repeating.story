# What was given last follows its tag: called otherwise it is given by that name, and a tag that is gone or retired is not given again.
tag 1 number: A number.
tag 2 doubt
keys }1
status tagged number
keys Tr<Ctrl-u>figure<Enter>q).
annotations
| The mill opened in 1912. # figure
| It stood beside the river Welle for ninety years. # figure
keys uu).
annotations
| The mill opened in 1912. # number
| It stood beside the river Welle for ninety years. # number
keys TR<Esc>.
status number is retired; a digit or `t` gives another tag
# A retired tag that is wanted back leaves its key to the one that has it now.
keys 1doubt<Enter>
status tagged doubt
keys tnumber<Enter>
codebook
| - number: A number.
| 1 doubt
# What became a part of another is not given again.
keys TgMdoubt<Enter><Esc>/doubt<Enter>Mnumber<Enter>y
status made doubt a part of number
keys <Esc><Esc>.
status tagged number
saved
