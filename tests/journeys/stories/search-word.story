# * searches for the word under the cursor; Esc puts the matches out, n shows them again.
keys n
status nothing was searched for; `/` searches
keys })wwww*
status river · 2 of 3
cursor river was too shallow
keys <Esc>
keys n
status river · 3 of 3
keys *
status river · 1 of 3
keys <Ctrl-o>
cursor river.
keys /
paste café
keys <Enter>
status café · 1 of 2
