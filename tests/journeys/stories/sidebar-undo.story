# What undo brings back is the card that is chosen.
annotation jo: The mill opened in 1912. # # One.
annotation jo: By 1920 the mill employed 340 people. # # Two.
annotation jo: The strike of 1926 lasted eleven weeks. # # Three.
keys <Tab>ggjd
card The strike
keys ggu
cursor By 1920
card By 1920
