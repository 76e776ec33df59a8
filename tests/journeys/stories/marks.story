# Marks hold across documents; one goes back and forward through jumps.
keys }Ma
status mark a set; 'a comes back here
keys GMb
keys 'a
cursor The mill opened
keys 'z
status there is no mark z; Mz sets it
keys J
reading 2-bridge.txt
keys '
screen a (1-mill.txt)
keys b
reading 1-mill.txt
cursor .
keys <Ctrl-o>
reading 2-bridge.txt
keys <Alt-Left>
reading 1-mill.txt
cursor The mill opened
keys <Backspace>
cursor .
keys <Alt-Right><Alt-Right>
reading 2-bridge.txt
keys <Alt-Right>
cursor .
reading 1-mill.txt
keys <Alt-Right>
status nowhere to go forward to
keys <Ctrl-o><Ctrl-o><Ctrl-o><Ctrl-o><Ctrl-o>
status nowhere to go back to
# A mark wants a letter; Esc is none.
keys M<Esc>
keys '<Esc>
reading 1-mill.txt
