# A verdict on a text that has changed since is stale, and says so.
was 1-ferry.txt
| The Ferry Question
|
| The boat carried 400 passengers a day. Nobody asked why. The mayor was silent.
document 1-ferry.txt
| The Ferry Question
|
| The boat carried 400 passengers a day. Everybody asked why. The mayor was silent.
document 2-other.txt
| Nothing of it.
annotation jo: The boat carried 400 passengers a day. # # Really?
judged The boat carried 400 passengers a day.
screen ◆ supported · stale
keys ]<Tab>c
screen stale: the text has changed since
keys vs<Ctrl-s>
unseen stale
saved
