# A note on an annotation that another program deletes meanwhile is not lost.
annotation me: The mill opened in 1912. # # Old.
lasting
keys }
saving hangs
keys )ma<Esc>(
keys aLong thoughts.
elsewhere-deleted The mill opened in 1912.
keys <Ctrl-s>
screen Long thoughts.
