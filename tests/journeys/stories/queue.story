# The queue: what needs a person is counted, walked through, and falls out when it is done.
tag 1 fact
annotation me: The mill opened in 1912. # fact
annotation me: The bank lent him twice as much as before. # fact
annotation me: By 1920 the mill employed 340 people. # fact
annotation me: It was never built. # fact
stale me: Gone from everywhere and never to be seen again. # fact
claimed The mill opened in 1912. #  # unimportant # new
claimed The bank lent him twice as much as before. # Karl # yes # needs-source
claimed By 1920 the mill employed 340 people. #  # yes # dropped
claimed It was never built. # Ben # yes # new
keys R<Space>Q
scope queue
screen 6 everything
screen 28 sentences not seen yet · in 1 document, 1 document not begun
screen 1 claims without a claimant
screen 2 claims without a verdict
screen 1 claims that need a source
screen 0 verdicts on a text that changed
screen 1 annotations whose text changed
keys j<Down>k<Up>?
scope page
keys <Esc><F1><Esc>jjj<Enter>
scope reviewing
screen queue 1 of 2: claim without a verdict · c its form · Ctrl-n next
reading 1-mill.txt
cursor The bank lent
keys <Ctrl-n>
screen queue 2 of 2
reading 2-bridge.txt
cursor It was never built.
keys d<Ctrl-p>
screen queue 1 of 2
reading 1-mill.txt
keys <Ctrl-n>
status the last of the queue
screen queue 1 of 1
keys <Ctrl-p>
status the first of the queue
keys <Esc>
scope reader
unseen queue 1 of 1
keys <Ctrl-p>
status Ctrl-p does nothing here
keys Q<Enter>
screen queue 1 of 5: 28 sentences not seen yet
reading 1-mill.txt
cursor Nobody who worked
# The mouse chooses and begins, and leaves beside it.
keys Q
click claims without a verdict
double-click claims that need
screen queue 1 of 1: claim that needs a source
keys Q
click-at 0,0
scope reviewing
keys Q<Esc>Qq:queue<Enter><Ctrl-c>
scope reviewing
