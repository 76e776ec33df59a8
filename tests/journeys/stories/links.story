# A link is asked about before it is opened, listed with the others, and its address is copied with y.
document 1-dam.made
| = The dam at Holm
|
| The dam was built in 1931.<3|#> It cost <four million|https://archive.example/cost?y=1931>.<3|#> Or so <the board said|https://board.example/a>.
|
| # What broke
|
| A wall gave way<[4]|#> one night. <A page|javascript:alert(1)> tells of it.
|
| ~ 3. Holm Gazette, 4 May 1931.
|
| ~ 4. Report of the inquiry, pp. 3 to 9.
keys }/four<Enter><Esc>
cursor four million
keys <Enter>
scope question
screen Open archive.example in your browser?
screen https://archive.example/cost?y=1931
keys n
scope reader
keys <Enter>y
did follow https://archive.example/cost?y=1931
status opened https://archive.example/cost?y=1931
keys y
did copy https://archive.example/cost?y=1931
status copied the address https://archive.example
keys vey
did copy four
browser fails: cannot open a link on your own screen over ssh
keys <Enter>y
did copy https://archive.example/cost?y=1931
status over ssh; the address is copied instead
keys e<Enter>
screen Open archive.example
keys n<Esc>U
screen the board said
screen https://board.example/a
keys board<Enter>
cursor the board said
screen Open board.example
keys <Esc><Ctrl-o>
cursor n.3 Or so
keys Upage<Enter>
status only http, https and mailto addresses are opened
keys J
cursor A page
