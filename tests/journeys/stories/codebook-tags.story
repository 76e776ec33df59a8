# Tags are called otherwise, put elsewhere and made a part of another with everything that carries them.
tag 1 claim/number: A number.
tag 2 claim/cause
tag 3 doubt: Who says so?
annotation me: The mill opened in 1912. # claim/number, doubt
annotation me: Nobody who worked there remembers it as a quiet place. # claim/cause
keys T
screen key 1 · yellow · ● · 1 annotation in 1 document
keys r<Ctrl-u>claim/figure<Enter>
status called claim/number claim/figure, on 1 annotation
codebook
| 1 claim/figure: A number.
| 2 claim/cause
| 3 doubt: Who says so?
# A part of paths takes its tags along.
keys kr<Ctrl-u>said/<Ctrl-c>
scope codebook
keys r<Ctrl-u>said<Enter>
status called claim said, on 2 annotations
annotations
| The mill opened in 1912. # said/figure, doubt
| Nobody who worked there remembers it as a quiet place. # said/cause
keys M
status said is no tag, only what its tags have in common
# A name that is taken is refused.
keys jr<Ctrl-u>doubt<Enter>
screen there is a tag doubt already; M makes one of the two
keys <Esc>m
screen (the top)
keys <Enter>
status called said/figure figure, on 1 annotation
keys mnew/part<Enter>
codebook
| 1 new/part/figure: A number.
| 2 said/cause
| 3 doubt: Who says so?
saved
