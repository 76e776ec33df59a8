# Two annotations are compared before they are linked, and afterwards.
annotation me: By 1920 the mill employed 340 people. # claim/number # Who counted?
annotation jo: The ferry carries 400 cars a day. # claim #
judged The ferry carries 400 cars a day.
keys ]x
screen 400 cars
keys <Tab>
status choose an annotation to compare it with
keys <Down><Tab>
scope pair
screen A · The Mill at Sandford
screen B · The Bridge That Was Not Built
screen claim/number · me
screen note: Who counted?
screen verdict: supported · jo
screen ▸ By 1920 the mill employed 340 people.
screen ▸ The ferry carries 400 cars a day.
screen That was one worker in three.
screen What it would cost
screen A and B are not linked; x links them
keys <Tab>
screen A · The Bridge That
keys <Tab>xs
status linked: A supports B
scope pair
screen A supports B
keys u
screen A and B are not linked
keys <Ctrl-c>x<Down><Tab>xs
keys <Down>j<Up>k<Space><PageUp><PageDown><PageUp>?
screen While comparing two annotations
keys <Esc><F1><Esc>2
reading 2-bridge.txt
cursor The ferry carries
keys <Tab>
keys j=
screen B supports A
keys l
reading 1-mill.txt
keys <Tab>j=q=<Esc>=<Right>
reading 2-bridge.txt
keys <Tab>j=1
cursor The ferry
keys <Tab>j=h<Tab>j=<Left>
cursor The ferry
# Without a link there is nothing to compare.
keys <Tab>jdj=
status it has no links to compare it with; x begins one
