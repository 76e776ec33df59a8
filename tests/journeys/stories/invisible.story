# What has no width is shown or hidden, as one likes.
document a.txt
| A title
|
| One​word, co­operate and ‎left.
screen One◦word, cooperate and
keys :invisible<Enter>
status all characters without width are shown
screen One◦word, co‧operate and
keys :invisible<Enter>
status characters without width are hidden
screen Oneword, cooperate and left.
keys :invisible<Enter>
status stray characters
screen One◦word, cooperate and
