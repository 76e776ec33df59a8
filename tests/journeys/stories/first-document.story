# What was read first is the first of all, whatever the walk meets first, and stays.
slow-disk
document 1-mill.txt
| The mill opened in 1912.
document 2-owls.txt
| A pair of owls has moved into the roof.
document 3-tram.txt
| The last tram ran on a Sunday.
disk catches up
reading 1-mill.txt
list 1-mill.txt 2-owls.txt 3-tram.txt
listed 1-mill.txt
