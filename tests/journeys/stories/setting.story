# How text is set, changed while reading; the place stays.
window 80x24
document ferry.txt
| The Ferry That Stayed
|
| By Ada Prose
| 3 May 2020
|
| The ferry at Sandford was meant to last for a year. It has lasted for sixty, and nobody who rides it in the morning thinks that strange.
|
| The administration postponed everything notwithstanding considerable extraordinary representations. The council was divided and the mayor was not.
|
| What it costs
|
| A crossing costs six pounds.
keys z}}
cursor The administration
keys -
status text is at most 68 columns wide
keys ----------
status text is at most 40 columns wide
cursor The administration
keys +++++++++++++++++++++++
status text is at most 120 columns wide
keys --------------------
screen for sixty,
keys :hyphenate<Enter>
status words are divided
screen extraordi-
keys :justify<Enter>
status lines end at one edge
cursor The administration
keys :spacing<Enter>
status 2 empty lines between paragraphs
keys :spacing<Enter>
status paragraphs are set in
keys :spacing<Enter>
status 1 empty line between paragraphs
keys :margins<Enter>:margins<Enter>
status margins of 4 columns
keys :margins 0<Enter>
status margins of 0 columns
keys :spacing 2<Enter>
status 2 empty lines
keys :spacing 9<Enter>
status want 0, 1 or 2
keys <Ctrl-u>spacing 1<Enter>
keys :numbers<Enter>
status lines are counted
screen 8 The administration
keys :numbers<Enter>
status paragraphs are counted
keys :numbers<Enter>
status nothing is counted
cursor The administration
keys :hyphenate<Enter>:justify<Enter>
status lines end where they end
