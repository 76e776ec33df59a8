# A note of several paragraphs is shown whole, and Enter in any of them goes back to its mark.
document 1-dam.made
| = The dam at Holm
|
| The dam was built in 1931.<3|#> It cost four million.<4|#>
|
| ~ 3. Holm Gazette, 4 May 1931.
|
| ~ The report was not printed for a week.
|
| ~ 4. Report of the inquiry, pp. 3 to 9.
keys }wwwww<Enter>
screen Holm Gazette, 4 May 1931. │
screen │ The report was not printed for a week. │
keys <Enter>
cursor Holm Gazette
keys }
cursor The report was
keys <Enter>
cursor 3 It cost
keys G0<Enter>
cursor 4
# A second click on it goes there as Enter does, a click beside it leaves it.
keys <Enter>
scope peek
double-click Report of the inquiry
cursor Report of the
keys <Ctrl-o><Enter>
click The dam at Holm
scope reader
