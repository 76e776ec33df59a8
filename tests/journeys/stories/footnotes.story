# Enter on the mark of a note shows it, Enter again goes there, and Enter there comes back.
document 1-dam.made
| = The dam at Holm
|
| The dam was built in 1931.<3|#> It cost <four million|https://archive.example/cost?y=1931>, or so <the board said|https://board.example/a>.
|
| # What broke
|
| A wall gave way<[4]|#> one night. <A page|javascript:alert(1)> tells of it.
|
| ~ 3. Holm Gazette, 4 May 1931.
|
| ~ 4. Report of the inquiry, pp. 3 to 9.
# The only mark or link of a sentence is followed from anywhere in it, the next one where there are several.
keys }<Enter>
scope peek
screen Holm Gazette
keys <Esc>/cost<Enter><Esc><Enter>
screen Open archive.example
keys n/or so<Enter><Esc><Enter>
screen Open board.example
keys n/dam at Holm<Enter><Esc><Enter>
status nothing to follow here
keys }wwwww
cursor 1931.3
keys <Enter>
scope peek
screen Holm Gazette, 4 May 1931.
keys <Esc>
scope reader
keys <Enter><Enter>
cursor Holm Gazette
kind note
keys <Enter>
cursor 3 It cost
keys <Ctrl-o>
cursor Holm Gazette
keys <Ctrl-o>
cursor 1931.3
keys ]]j0e<Enter>
unseen Report of the inquiry, pp. 3 to 9. nothing
keys <Esc>G0<Enter>
cursor [4]
