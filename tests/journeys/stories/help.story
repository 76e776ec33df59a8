# Help explains the place one is at.
window 80x24
keys ?
scope page
screen In the reader
screen A digit tags the sentence
keys <Space>
unseen A digit tags the sentence
keys <PageUp>
screen A digit tags the sentence
keys <PageDown>kkk<Up>j<Down>
scope page
keys q
scope reader
keys <Tab><F1>
screen In the annotation sidebar
keys ?
scope sidebar
keys ?<Enter>
scope sidebar
keys ?<Ctrl-c>
scope sidebar
keys ?<Esc>
scope sidebar
