# How far two reviewers agree, and what is behind each figure.
window 100x30
reviewers
keys :agree<Enter>
scope agreement
screen ann 10 seen · bob 9 seen
screen 9 of 10 sentences seen by two or more, in 1 article
screen ▸ any annotation
keys jj<Down>
screen claim/number · raw agreement: 0.778
screen 9 sentences seen by two or more · 2 of 4 behind it disagree
keys l
screen claim/number · Cohen's kappa: 0.500
keys <Enter>
screen Agreement · claim/number · Cohen's kappa
screen 2 of 4 disagree
screen ≠ ann ✓ bob –
keys <Enter>
reading bakery.txt
cursor The owner says
keys <Ctrl-o>
scope agreement
screen Agreement · claim/number
keys j<Down>k<Up>q
scope agreement
screen Agreement between reviewers
keys <Right>h<Left><Right><PageDown>
screen claim: verdict · Cohen's kappa: 0.000
screen 2 claims judged by two or more
keys k
screen claim: status · Cohen's kappa: not computable, because no claim was given a status by both
keys <Enter>
status there is nothing behind it
keys <PageUp><Space><PageUp><Down>k<Up>w
screen 10 of 10 sentences seen by two or more
screen annotated articles count as read through
keys w?
screen In the table of agreement
keys <Esc><F1><Esc>q
unseen Agreement between
keys :agree<Enter><Ctrl-c>:agree<Enter><Esc>
scope reader
