# Two annotations are linked, by choosing the other or by going there; each lists the link, and leads to the other.
annotation me: The mill opened in 1912. # claim # One.
annotation me: By 1920 the mill employed 340 people. # # Two.
annotation jo: The bridge was promised in every election since 1958. # # Three.
keys x
status no annotation here to link: m highlights
keys ]x
scope linking
screen go there and press x again
screen The bridge was promised
keys 340 people<Enter>
scope relation
screen A contradicts B
screen cannot be true if the other is
keys <Tab>
screen B contradicts A
keys <Tab>c
status linked: A contradicts B
scope reader
linked
| The mill opened in 1912. # contradicts # By 1920 the mill employed 340 people.
screen → contradicts “By 1920
screen ← contradicted by “The mill
# Nothing is linked twice, and nothing to itself.
keys x340<Enter>c
status they are linked so already: A contradicts B
screen ✓ linked so already
keys <Tab>c
status they are linked so already: B contradicts A
keys <Esc>
scope linking
keys <Esc>x<Enter>
screen x on the other annotation, Esc gives up
screen LINK
keys x
status not linked to itself
# One goes about meanwhile, to other documents too.
keys J
reading 2-bridge.txt
screen x on the other annotation, Esc gives up
keys x
status no annotation here to link
keys ]xr
status linked: A repeats B
unseen x on the other annotation
linked
| The mill opened in 1912. # contradicts # By 1920 the mill employed 340 people.
| The mill opened in 1912. # repeats # The bridge was promised in every election since 1958.
screen ← repeated by
# There and back again.
keys <Tab>j<Enter>
reading 1-mill.txt
cursor The mill opened
keys <Ctrl-o>
reading 2-bridge.txt
cursor The bridge was
keys x<Enter><Esc>
status no link was made
