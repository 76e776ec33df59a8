# The finder finds every heading where there is no title, and parts where there are several.
document a.made
| # The first heading
|
| Words of it.
|
| # The second heading
|
| Words of it too.
document b.made
| --- Ada Prose, 2019
|
| = An article
|
| Words of it.
|
| --- Ben Fact, 2020-05
|
| Words without a title.
keys GfThe first<Enter>
cursor The first heading
keys JfPart<Enter>
cursor Words without
keys <Ctrl-o>
cursor An article
