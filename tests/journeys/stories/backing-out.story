# Esc leaves one thing at a time: the selection, the matches, the pane, the reader alone.
keys /mill<Enter>zs<Tab>
screen Annotations
keys <Esc>
selected -
scope sidebar
keys <Esc>
scope sidebar
keys <Esc>
scope reader
keys z
unseen Annotations
keys <Esc>
screen Annotations
keys <Esc>
status q leaves postil
