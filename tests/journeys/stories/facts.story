# What is known about a document, and putting it right there.
keys i
scope facts
screen About this document
screen The Mill at Sandford
screen 332 words, 40 sentences; 2 minutes
screen UTF-8
keys t
scope field
screen The article says: The Mill at Sandford
keys <Ctrl-u>A mill<Enter>
scope facts
screen A mill (put right; the article says The Mill at Sandford)
keys a<Ctrl-u>Ada Prose; Ben Fact<Enter>
screen Ada Prose; Ben Fact (put right
keys d<Ctrl-u>yesterday<Enter>
screen "yesterday" is no date; write 2020
keys <Ctrl-u>2019-04<Enter>u
screen The article does not say.
keys x<Enter>
screen is no web address
keys <Ctrl-u><Esc>uhttps://mill.example/a<Enter>
records
| 1-mill.txt # title = A mill # author = Ada Prose; Ben Fact # date = 2019-04 # url = https://mill.example/a
saved
keys q}yY
did copy “The mill opened in 1912.” (Ada Prose, Ben Fact, “A mill”, 2019-04, https://mill.example/a, ¶ 2)
keys it<Ctrl-u><Enter>
screen The Mill at Sandford
status the title is what the article says again
keys t<Enter>
status the title is as it was
keys <Esc>uu
status took back: put the URL right
