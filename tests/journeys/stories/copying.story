# y copies what is selected, annotated or under the cursor; Y says where it is from.
annotation jo: sold the building in 2003 # # note
keys }y
did copy The mill opened in 1912.
status copied 5 words
keys Y
did copy “The mill opened in 1912.” (Ada Prose, “The Mill at Sandford”, 2019-03-12, 1-mill.txt, ¶ 2)
status copied 5 words with their citation
# The place is the one that is counted beside the text.
keys :numbers<Enter>Y
did copy “The mill opened in 1912.” (Ada Prose, “The Mill at Sandford”, 2019-03-12, 1-mill.txt, line 6)
keys :numbers<Enter>Y
did copy “The mill opened in 1912.” (Ada Prose, “The Mill at Sandford”, 2019-03-12, 1-mill.txt, ¶ 2)
screen 2 The mill opened
keys :numbers<Enter>vey
did copy The
selected -
keys ]y
did copy sold the building in 2003
keys <Tab>y
did copy sold the building in 2003
keys Y
did copy “sold the building in 2003” (Ada Prose, “The Mill at Sandford”, 2019-03-12, 1-mill.txt, ¶ 3)
annotations
| sold the building in 2003 # # note
