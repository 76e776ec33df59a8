# Along the line, and by sentence, paragraph and heading.
keys gg
cursor The Mill at Sandford
keys }
cursor The mill opened
keys w
cursor mill opened
keys l
cursor ill
keys e
cursor l opened
keys e
cursor d in
keys b
cursor opened
keys h
cursor opened
keys <Left><Right><Left>
cursor l opened
keys $
cursor r Welle
keys 0
cursor The mill opened
keys )
cursor It stood
keys ))
cursor When the town
keys (
cursor Nobody who
keys {
cursor The mill opened
keys ]<quick>]
cursor How the mill
keys ]<quick>]
cursor What the strike changed
keys [<quick>[
cursor How the mill
keys G
cursor .
status -
keys <Home>
cursor The Mill at
keys <End>j
status the end; J reads the next document
keys ggk
status the beginning
keys [<quick>[
status no heading further up
