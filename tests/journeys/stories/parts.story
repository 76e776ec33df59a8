# A file with several articles: the outline shows them, the header says in which one is, ]] goes from one to the next.
document a.made
| --- Ada Prose, 2019
|
| = The first article
|
| # Its heading
|
| Words of the first. More of them.
|
| --- Ben Fact, 2020-05
|
| = The second article
|
| Words of the second. More of them.
keys gg
screen part 1 of 2 · The first article · Ada Prose · 2019
keys ]<quick>]
cursor Its heading
status -
keys ]<quick>]
cursor The second article
screen part 2 of 2 · The second article · Ben Fact
keys }Y
did copy “Words of the second.” (Ben Fact, “The second article”, 2020-05, a.made, ¶ 5)
keys o
screen you are here
keys first<Enter>
cursor The first article
keys i
screen part 2 The second article · Ben Fact
keys <Esc>}=title<Enter>
screen part 1 of 2 · Its heading
kind title
records
| a.made # title: Its heading
keys [<quick>[<quick>}
# A title that is set is that of the file, whose articles keep theirs.
keys :set-title Both articles<Enter>
screen part 1 of 2 · Its heading · Ada Prose
keys o
screen The second article
keys <Esc><Shift-Tab>
screen Both articles
