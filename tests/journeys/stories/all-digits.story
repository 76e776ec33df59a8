# Every digit gives its tag.
tag 1 a
tag 2 b
tag 3 c
tag 4 d
tag 5 e
tag 6 f
tag 7 g
tag 8 h
tag 9 i
keys }123456789
annotations
| The mill opened in 1912. # a, b, c, d, e, f, g, h, i
screen 9
