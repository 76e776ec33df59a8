# A draft of an annotation goes on in its note; one may be dropped or left as well. What was saved after all is not offered.
annotation me: The mill opened in 1912. # # Known
draft The mill opened in 1912.: Known and more
draft The mill opened in 1912.: Known
draft The mill opened in 1912.: Left
draft The mill opened in 1912.: Dropped
lasting
scope draft
keys <Enter>
scope note
keys <Esc>y
scope draft
screen Left
keys <Ctrl-c>
did release draft
screen Dropped
keys d
did end draft
scope reader
