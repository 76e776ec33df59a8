# What is typed is kept at every pause, and goes when it is saved or dropped.
pause
keys aWho says
pause
did keep a note on “The Mill at Sandford”: Who says
pause
keys  so
pause
did keep a note on “The Mill at Sandford”: Who says so
keys <Ctrl-s>
did end draft
saved
keys a, and when
pause
keys <Esc>y
did end draft
# A definition, and a fact.
keys tnew<Ctrl-e>What
pause
did keep what new means: What
keys <Esc>y<Esc>
did end draft
keys it<Ctrl-u>The dam
pause
did keep the title of 1-mill.txt: The dam
keys <Esc>
did end draft
keys <Esc>
