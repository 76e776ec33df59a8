# What cannot be read is listed with its reason and hides nothing else.
document b.txt
| Article B
|
| It says one thing.
document d.txt
| Article D
|
| It says another.
unreadable a.pdf: it has no text, only pictures of pages; recognise its text first
unreadable c.doc: postil does not read old Word files; save it as DOCX to read it
unreadable e.pdf: it is protected by a password; save a copy without one to read it
tag 1 claim
# What opens by itself is the first that can be read, and J and K step over the others.
reading b.txt
screen ! a.pdf
screen it has no text, only pict…
unseen recognise its text
keys J
reading d.txt
keys J
status no further document can be read
reading d.txt
listed d.txt
keys K
reading b.txt
keys K
status no further document can be read
# The whole reason is on the status line while it is chosen, and in the reader when it is opened.
keys <Shift-Tab>j
screen cannot read c.doc: postil does not read old Word files; save it as DOCX to read it
keys <Enter>
reading -
status cannot read c.doc: postil
screen │ cannot read c.doc: postil does not read old Word │
screen │ files; save it as DOCX to read it │
keys 1j/thing<Enter>
annotations
keys J
reading d.txt
keys <Ctrl-o>
reading b.txt
cursor Article B
keys fc.doc<Enter>
reading -
keys <F5>
reading -
status cannot read c.doc
keys K
reading b.txt
# Messages tell every problem, the whole of it.
keys :messages<Enter>
screen cannot read a.pdf: it has no text, only pictures of pages; recognise its text first
screen cannot read e.pdf: it is protected by a password
