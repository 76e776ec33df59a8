# A query leaves in the sidebar the cards that it means, as it is typed; Esc brings the others back.
tag 1 claim
annotation jo: The mill opened in 1912. # claim # One.
annotation jo: By 1920 the mill employed 340 people. # doubt # Two.
annotation me: The strike of 1926 lasted eleven weeks. # claim # Three.
keys <Tab>gg/
scope picker
screen type words or conditions, such as tag:claim
screen show all 3 annotations
keys tag:cl
screen show 0 of 3 annotations
keys <Tab>
screen › tag:claim
screen show 2 of 3 annotations
keys <Enter>
scope sidebar
status 2 of 3 annotations shown
screen 2 of 3 · tag:claim
unseen Two.
card The mill opened
keys n
card The strike
keys N
card The mill opened
keys ]
card The strike
cursor The strike
keys [k
card The mill opened
keys G
card The strike
# A mistake is told with its place, and what was typed stays; leaving the line leaves the filter as it was.
keys /
screen › tag:claim
keys <Space>staus:new<Enter>
status there is no field staus; did you mean status?
scope picker
keys X
screen › tag:claim Xstaus:new
keys <Esc>
screen 2 of 3 · tag:claim
# The reader is not narrowed.
keys <Enter>gg]]
keys <Tab>
keys <Esc>
status all annotations are shown
screen Annotations · 3
screen Two.
scope sidebar
keys <Esc>
scope reader
