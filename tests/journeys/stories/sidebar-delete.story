# Deleting in the sidebar goes on to the card that is there then, and undo comes back to the one that was.
annotation jo: The mill opened in 1912. # # One.
annotation jo: By 1920 the mill employed 340 people. # # Two.
annotation jo: The strike of 1926 lasted eleven weeks. # # Three.
keys <Tab>gg
card The mill
keys d
card By 1920
keys u
card The mill
keys jd
card The strike
keys u
card By 1920
