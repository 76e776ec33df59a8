# Rows and columns: moving, sorting, scrolling to columns that do not fit.
window 80x24
harbour
keys L
screen 8 more columns ›
keys j<Down>
screen author · event · worth checking
keys k<Up>
screen high confidence · dl
keys G
screen Gulls
keys gg
screen high confidence · dl
keys <End>
screen Gulls
keys <Home><PageDown>
screen document · numerical · worth checking
keys <PageUp><Ctrl-d><Ctrl-u><Ctrl-f><Ctrl-b>
screen high confidence · dl
keys s
screen claim ↑
keys gg
screen Ben Bell · anonymous
keys s
screen claim ↓
keys l<Right>ss
screen status ↓
keys h<Left>s
screen claim ↑
keys llllllllll
screen made
screen ‹
unseen claimant
keys s
screen made ↑
keys hhhhhhhhhh
screen verdict
