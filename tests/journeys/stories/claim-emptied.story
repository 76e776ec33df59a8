# A claim from which everything is taken is no claim any more, and undo brings it back.
document 1-ferry.txt
| The Ferry Question
|
| The boat carried 900 passengers a day.
document 2-log.txt
| The Harbour Log
|
| The boat carried 400 passengers a day in the year 1931.
annotation jo: The boat carried 400 passengers a day in the year 1931. #
claimed The boat carried 400 passengers a day in the year 1931. # # # new
keys Lct<Backspace><Ctrl-s>
status claim saved
screen 0 claims
claims
keys u
screen 1 claim
keys <Esc>
