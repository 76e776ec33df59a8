# Going on to another document in the sidebar chooses a card that is there.
annotation jo: The mill opened in 1912. # # One.
annotation jo: By 1920 the mill employed 340 people. # # Two.
annotation jo: The ferry carries 400 cars a day. # # Three.
keys <Tab>GJ
reading 2-bridge.txt
card The ferry
keys K
reading 1-mill.txt
keys ggJK
card The mill
