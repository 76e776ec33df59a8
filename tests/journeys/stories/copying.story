# y copies what is selected, annotated or under the cursor; Y says where it is from.
annotation jo: sold the building in 2003 # # note
keys }}}y
did copy The mill opened in 1912.
status copied 5 words
keys Y
did copy “The mill opened in 1912.” (Ada Prose, “The Mill at Sandford”, 2019-03-12, 1-mill.txt, ¶ 4)
status copied 5 words with their citation
keys vey
did copy The
selected -
keys ]y
did copy sold the building in 2003
keys <Tab>y
did copy sold the building in 2003
keys Y
did copy “sold the building in 2003” (Ada Prose, “The Mill at Sandford”, 2019-03-12, 1-mill.txt, ¶ 5)
annotations
| sold the building in 2003 # # note
