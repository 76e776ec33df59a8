# What two reviewers disagree about is settled, the dearest first; it can be left and taken up.
window 100x30
reviewers
keys :agree<Enter>a
scope adjudication
screen Disagreements · 0 of 3 settled
screen they differ in: verdict
screen ≠ verdict supported
keys 2
status decided as bob: “It sold 400 loaves a day.”
screen 1 of 3 settled
screen they differ in: claim or not, tags
keys b
status decided all together
screen 2 of 3 settled
screen has seen it and left it be
keys n
status everything is settled: 3 disagreements
saved
keys u
screen 2 of 3 settled
screen Every fourth shop
keys 3
status there are 2 versions
keys 4l<Right>h<Left>1
status everything is settled
keys ux
screen 3 of 3 settled
keys ulc
scope claim
keys <Esc>u
screen 2 of 3 settled
keys k
screen settled by me
keys b
status this one is decided
keys <Up>k
status that is the first disagreement
keys j<Down><Space>
status that is the last disagreement
keys <Enter>
reading bakery.txt
cursor Every fourth shop
keys <Ctrl-o><PageDown><PageUp>?
screen While settling what reviewers disagree about
keys <Esc><F1><Esc>q<Ctrl-c>:adjudicate<Enter>
scope adjudication
screen Disagreements · 2 of 3 settled
screen Every fourth shop
keys q
status 1 disagreement left; :adjudicate goes on
keys :adjudicate<Enter><Esc>:adjudicate<Enter><Ctrl-c>
scope reader
