# Where a tag is gone the one in its place is chosen.
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
