# Overlapping annotations are all reached, and the innermost is the one under the cursor.
annotation jo: The mill opened in 1912. It stood beside the river Welle for ninety years. # # whole
annotation jo: The mill opened in 1912. # # sentence
annotation jo: opened in # # words
annotation jo: in 1912. It stood # # across
keys ]
current The mill opened in 1912. It stood beside the river Welle for ninety years.
screen whole
keys ]
cursor The mill opened
current The mill opened in 1912.
keys ]
current opened in
keys ]
current in 1912. It stood
cursor in 1912
keys ]
status no annotation further down
keys [[[
current The mill opened in 1912. It stood beside the river Welle for ninety years.
keys ]
current The mill opened in 1912.
# d deletes just the one that is current.
keys d
annotations
| The mill opened in 1912. It stood beside the river Welle for ninety years. # # whole
| opened in # # words
| in 1912. It stood # # across
