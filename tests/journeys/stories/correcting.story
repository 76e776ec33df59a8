# What postil took for something else is put right by one key, at once and for every later opening.
keys }=
screen What is “The mill opened in 1912.
screen running text; it is set as this now
keys quot<Enter>
kind quotation
cursor The mill opened
status put right: quotation
keys =
screen what postil took it for: paragraph
keys as found<Enter>
kind paragraph
status set as postil found it again
keys =paragraph<Enter>
status that is what it is set as already
keys Vj}=furn<Enter>
status put right: 2 blocks, each furniture
kind boilerplate
keys }=title<Enter>
kind title
screen How the mill began · 
records
| 1-mill.txt # title = How the mill began # boilerplate: The mill opened in 1912. It stood beside the river Welle for # boilerplate: When the town council sold the building in 2003, the price w # title: How the mill began
saved
lasting
elsewhere-corrected 1-mill.txt heading 2: Two brothers built the mill with borrowed money. The older one,
keys }
kind heading 2
keys JK
kind heading 2
keys u
status took back: put right: title
