# Filters are kept by name, chosen from the list where one is typed, and named after a command.
annotation jo: The mill opened in 1912. # claim # One.
annotation me: By 1920 the mill employed 340 people. # doubt # Two.
keys :keep-filter mine<Enter>
status there is no filter to keep
keys <Esc>:filter by:me<Enter>
scope sidebar
status 1 of 2 annotations shown
card By 1920
keys :keep-filter mine<Enter>
status kept as mine; :filter mine brings it back
keys <Esc>
screen Annotations · 2
keys /
screen mine
screen by:me
keys <Down><Enter>
screen 1 of 2 · by:me
keys <Esc>:filter mine<Enter>
screen 1 of 2 · by:me
keys <Esc>/min<Tab>
screen › by:me
keys <Esc>:filter (a<Enter>
status this parenthesis is not closed
keys <Esc>:drop-filter mine<Enter>
status the filter mine is forgotten
keys :drop-filter mine<Enter>
status no filter is kept as mine
keys <Esc>:keep-filter<Enter>
status write the name after it
keys :drop-filter<Enter>
status write the name after it
# What a query can ask for has a page of its own.
keys :queries<Enter>
scope page
screen How it is written
screen tag:claim/*
keys <Esc>
