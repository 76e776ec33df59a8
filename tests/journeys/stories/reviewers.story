# Another reviewer's file lies over the own one: it is read, filtered and linked to, and no key changes it.
tag 1 claim: What somebody could check.
annotation me: The mill opened in 1912. # claim # Mine.
other bob: By 1920 the mill employed 340 people. # bobs/tag # Is that so?
other bob: The mayor called it a fair price. # claim
other-tag bob bobs/tag
keys
screen By 1920 the mill employed
screen « bob · read only
screen Is that so?
screen bobs/tag
keys ]]
current The mayor called it a fair price.
# No key changes theirs; it is said whose it is.
keys d
status this is bob's and read only: annotate the passage yourself, or link to it
keys <Tab>
scope sidebar
card The mayor
keys t
status this is bob's and read only
keys a
status this is bob's and read only
keys c
status this is bob's and read only
scope sidebar
saved
# The passage can be annotated, and a tag of theirs taken over with it.
keys <Tab><Tab>
keys ]1
status tagged claim
saved
keys tbobs/tag<Enter>
status tagged
saved
codebook
| 1 claim: What somebody could check.
| - bobs/tag
# One links to theirs from one's own, and not from theirs.
keys gg]x
scope linking
keys mayor<Enter>
scope relation
keys <Tab>c
status this is bob's and read only
saved
keys gg]x
keys mayor<Enter>c
status linked:
linked
| The mill opened in 1912. # contradicts # The mayor called it a fair price.
saved
