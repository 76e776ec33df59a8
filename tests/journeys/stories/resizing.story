# Whatever becomes of the window, the word under the cursor stays in view.
keys /railway<Enter><Esc>
cursor railway closed
resize 80x24
cursor railway closed
screen railway
resize 30x8
cursor railway closed
screen railway
resize 12x4
screen railway
resize 0x0
cursor railway closed
resize 200x60
cursor railway closed
screen railway
keys z
screen railway
