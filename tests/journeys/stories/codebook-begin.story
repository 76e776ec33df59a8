# An empty codebook offers three to begin with.
keys T
scope codebook
screen There are no tags yet.
screen 2 argument: claim, grounds, warrant
keys 2
status added 6 tags of the codebook argument
screen What the reader is to accept in the end
keys 1
status there are tags already; l adds a ready-made codebook to them
# Another one is added to it; keys that meet are told before.
keys l
screen Ready-made are claims, argument, sources
keys <Enter>
screen type a name or a path
keys sources<Enter>
scope question
screen 1 is the key of argument/claim: source/named gets the key n.
keys n
screen Codebook · 6 tags
keys lsources<Enter>y
status added 9 tags of the codebook sources
screen Codebook · 15 tags
keys lsources<Enter>
status all that is in sources is here already
keys uu
screen There are no tags yet.
keys 3
status added 9 tags of the codebook sources
keys u1
status added 11 tags of the codebook claims
keys q
scope reader
# The keys of the codebook tag.
keys }1
annotations
| The mill opened in 1912. # check/worthy
# What is not there is said, with what is.
keys :codebook nowhere.toml<Enter>
status cannot read the codebook nowhere.toml
keys :codebook argument<Enter>y
scope codebook
status added 6 tags of the codebook argument
keys <Ctrl-c>
scope reader
saved
