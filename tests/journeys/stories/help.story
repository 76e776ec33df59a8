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
# A screen of its own is explained before its keys; what it has no part in is not.
keys T?
screen The tags, with their keys
unseen A digit tags
keys ?<Esc>L?
screen Every claim of all articles
screen keep-filter NAME
keys ?2?
screen What is counted over all articles
keys ?qQ?
screen Everything that waits for you
keys ?<Esc>
