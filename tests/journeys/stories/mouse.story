# The mouse in the text: drag, click, double and triple click, the wheel.
window 80x24
drag mill opened -> in 1912
selected mill opened i
keys m
annotations
| mill opened i
click beside
selected -
cursor beside
double-click Nobody
selected Nobody
triple-click Nobody
selected The mill opened in 1912. It stood beside the river Welle for ninety years. Nobody who worked there remembers it as a quiet place.
click quiet
selected -
wheel-down quiet
cursor quiet
unseen By Ada Prose
wheel-up quiet
screen By Ada Prose
# Dragging over the lower edge scrolls and goes on selecting.
drag Sandford -> READ
screen SELECT characters
keys <Esc>
# A double click begins to select by words.
