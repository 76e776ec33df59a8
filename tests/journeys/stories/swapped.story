# Two articles that were swapped keep what is theirs, in one step that can be taken back; so does one in whose place there is another.
was 1-ferry.txt
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
was 2-harbour.txt
| The harbour was closed on Sunday for want of a harbour master. Nobody had told the crews of the trawlers.
was 3-bread.txt
| Take flour, water and salt, and leave them alone for a night. The rest is heat and patience.
document 1-ferry.txt
| The harbour was closed on Sunday for want of a harbour master. Nobody had told the crews of the trawlers.
document 2-harbour.txt
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
document 3-bread.txt
| An old clock needs oil every second year, and somebody who listens to it.
document 4-earlier-bread.txt
| Take flour, water and salt, and leave them alone for a night. The rest is heat and patience.
annotation jo: The boat carried 400 passengers a day # # One.
annotation jo: for want of a harbour master # # Two.
annotation jo: leave them alone for a night # # Three.
status 3 documents have moved: 3 annotations follow; u takes it back
missing
reading 2-harbour.txt
places
| The boat carried 400 passengers a day # exact
keys u
missing
| 1-ferry.txt # 2-harbour.txt, the same
| 2-harbour.txt # 1-ferry.txt, the same
| 3-bread.txt # 4-earlier-bread.txt, the same
# Whoever has taken that back is asked, and the whole of an article goes at once.
keys A
screen is another article now; 1 annotation is of the one before
screen One document has the text that was annotated.
keys <Enter>
status 1 annotation follows
