# Lines and pages, in a window of 80 by 24.
window 80x24
keys jjj
cursor The mill opened
keys j<Down>
cursor who worked there
keys k<Up>
cursor The mill opened
keys <Space>
screen What the strike changed
keys <PageUp>
cursor The mill opened
keys <PageDown><Ctrl-b><Ctrl-f><Ctrl-b>
cursor The mill opened
keys <Ctrl-d>
cursor How the mill began
keys <Ctrl-u>
cursor The mill opened
keys G
screen 100%
keys gg
screen · 2
# A key that begins another waits, and shows what may come.
keys g
screen Go to the beginning.
keys Z
status Z does nothing here
