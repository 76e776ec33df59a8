# What is not where it was is looked for behind the screen, and keys are not kept waiting.
was 1-ferry.txt
| The harbour was closed on Sunday. They asked for one more crossing. Nobody answered.
document 1-ferry.txt
| A preface that was added later.
|
| The harbour was closed on Sunday. They asked for one more crossing. Nobody answered.
document 2-other.txt
| Nothing of it.
annotation jo: They asked for one more crossing. # # Moved.
places
| They asked for one more crossing. # moved
keys ]d
screen Nothing annotated here
disk is slow
keys ggu
screen looking for it…
places
| They asked for one more crossing. # sought
# A note can be written on it meanwhile, and the cursor goes on.
keys <Tab>a Soon.<Ctrl-s><Esc>}
cursor The harbour
disk
unseen looking for it…
places
| They asked for one more crossing. # moved
annotations
| They asked for one more crossing. # # Moved. Soon.
# One that is gone to from elsewhere while it is looked for is reached once it is found.
keys J
reading 2-other.txt
disk is slow
keys fSoon<Enter>
disk
reading 1-ferry.txt
cursor They asked
