# A link outlives the annotation that it leads to, and undo brings all back.
annotation me: The mill opened in 1912. # # One.
annotation me: By 1920 the mill employed 340 people. # # Two.
keys ]x<Down><Enter>u
linked
| The mill opened in 1912. # updates # By 1920 the mill employed 340 people.
keys ]d
status brings it back; the link to it stays, shown as gone
screen → updates × gone
linked
| The mill opened in 1912. # updates # -
keys <Tab>ggj<Enter>
status that annotation is gone: u may bring it back, d removes the link
keys =
status that annotation is gone
keys u
screen → updates “By 1920
# A link is taken away where it is listed, at either end.
keys ggjjk
card The mill opened
keys jd
status removed the link → updates; u brings it back
linked
keys u
linked
| The mill opened in 1912. # updates # By 1920 the mill employed 340 people.
keys ggjj
card By 1920
keys jd
status removed the link ← updated by
linked
keys ju
# The mouse chooses it, and a second click goes there.
click ← updated by
status -
double-click ← updated by
scope reader
cursor The mill opened
