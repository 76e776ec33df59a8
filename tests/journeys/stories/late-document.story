# What is begun in one document ends up on it, though another was asked for and comes meanwhile.
tag 1 claim
keys }}}
documents are slow
keys J
keys aWho says so?
documents come
keys <Ctrl-s>
annotations
| The mill opened in 1912. # # Who says so?
keys K}}})
documents are slow
keys Jt
documents come
keys claim<Enter>
annotations
| The mill opened in 1912. # # Who says so?
| It stood beside the river Welle for ninety years. # claim
