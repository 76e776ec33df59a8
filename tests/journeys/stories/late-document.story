# What is begun in one document ends up on it, though another was asked for and comes meanwhile.
tag 1 claim
keys }
disk is slow
keys J
keys aWho says so?
disk catches up
keys <Ctrl-s>
annotations
| The mill opened in 1912. # # Who says so?
keys K)
disk is slow
keys Jt
disk catches up
keys claim<Enter>
annotations
| The mill opened in 1912. # # Who says so?
| It stood beside the river Welle for ninety years. # claim
