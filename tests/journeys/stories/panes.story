# Tab and Shift-Tab go round; z shows the reader alone.
keys <Tab>
scope sidebar
screen ANNOTATIONS
keys <Tab>
scope documents
screen DOCUMENTS
keys <Tab>
scope reader
keys <Shift-Tab><Shift-Tab>
scope sidebar
keys z
scope reader
unseen Nothing annotated
keys z
screen Nothing annotated
# In a middling window one side pane is shown, the one last used.
resize 80x24
screen Nothing annotated
unseen articles · 2
keys <Shift-Tab>
screen articles · 2
unseen Nothing annotated
keys <Esc>
screen articles · 2
# In a narrow one there is one pane at a time.
resize 50x20
unseen articles · 2
keys <Tab>
screen Nothing annotated
unseen By Ada Prose
