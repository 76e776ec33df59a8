# A filter that leaves nothing leaves nothing to act on.
annotation jo: The mill opened in 1912. # claim # One.
annotation jo: By 1920 the mill employed 340 people. # doubt # Two.
annotation me: The strike of 1926 lasted eleven weeks. # claim # Three.
keys <Tab>/"no such words"<Enter>
screen Nothing here fits.
keys d
status no annotation here fits the filter
keys <Enter>
status no annotation here fits the filter
keys J
reading 2-bridge.txt
screen Nothing annotated here yet.
keys K<Esc>
annotations
| The mill opened in 1912. # claim # One.
| By 1920 the mill employed 340 people. # doubt # Two.
| The strike of 1926 lasted eleven weeks. # claim # Three.
