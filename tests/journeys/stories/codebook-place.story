# Where a tag is gone the one in its place is chosen, and the codebook shows what was read anew beneath it.
tag 1 one
tag 2 two
tag 3 three
tag 4 four
annotation me: The mill opened in 1912. # one
keys Tjd
status deleted two
screen key 3 · blue
keys Gd
status deleted four
screen key 3 · blue
keys u
screen key 3 · blue
keys :reload<Enter>
screen 1 annotation in 1 document
keys /one<Enter>
screen key 1 · yellow
