# Deleting the last card in the sidebar goes on to the one that is last then.
annotation jo: The mill opened in 1912. # # One.
annotation jo: By 1920 the mill employed 340 people. # # Two.
keys <Tab>Gd
card The mill
keys u
card By 1920
keys dd
annotations
keys d
status nothing annotated here yet: Esc goes to the text, where t tags
unseen Enter read there
screen ? help
keys <Enter>
status nothing annotated here yet
