# The sidebar follows the reader and the reader the sidebar.
tag 1 claim
annotation jo: The mill opened in 1912. # claim # One.
annotation jo: By 1920 the mill employed 340 people. # claim # Two.
annotation me: The strike of 1926 lasted eleven weeks. # # Three.
card The mill opened
keys ]
cursor The mill opened
card The mill opened
screen One.
keys ]
card By 1920
keys <Tab>
scope sidebar
keys j
card The strike of
cursor The strike of
keys k<Up><Down>
cursor By 1920
keys [
cursor The mill opened
keys ]]
cursor The strike
keys gg
cursor The mill opened
keys GgG<Home><End>
cursor The strike
keys <PageUp><PageDown><Ctrl-b><Ctrl-f><Ctrl-u><Ctrl-d><PageUp><Space>
cursor The strike
keys a!<Ctrl-s>
screen Three.!
keys tclaim<Tab><Enter>
annotations
| The mill opened in 1912. # claim # One.
| By 1920 the mill employed 340 people. # claim # Two.
| The strike of 1926 lasted eleven weeks. # claim # Three.!
keys k<Enter>
scope reader
cursor By 1920
keys <Tab>h
scope reader
keys <Tab><Left>
scope reader
keys ]]
status no annotation further down
keys [[[
status no annotation further up
