# A kept filter asks for a tag by its new name, and by the old one again once that is taken back.
tag 1 claim/number: A number.
tag 2 claim/cause
tag 3 doubt: Who says so?
annotation me: The mill opened in 1912. # claim/number, doubt
annotation me: Nobody who worked there remembers it as a quiet place. # claim/cause
keys :filter tag:claim/number<Enter>
keys :keep-filter one<Enter><Esc>
keys :filter tag:claim/*<Enter>
keys :keep-filter all<Enter><Esc>
keys Tr<Ctrl-u>claim/sum<Enter>
status called claim/number claim/sum, on 1 annotation
keys <Esc>:filter one<Enter>
screen 1 of 2 · tag:claim/sum
keys <Esc>:filter all<Enter>
screen 2 of 2 · tag:claim/*
keys <Esc>Tkr<Ctrl-u>said<Enter>
status called claim said, on 2 annotations
keys <Esc>:filter one<Enter>
screen 1 of 2 · tag:said/sum
keys <Esc>:filter all<Enter>
screen 2 of 2 · tag:said/*
keys <Esc>Tuu<Esc>:filter one<Enter>
screen 1 of 2 · tag:claim/number
keys <Esc>:filter all<Enter>
screen 2 of 2 · tag:claim/*
# What cannot follow is told: what became a part of another tag.
keys <Esc>TMdoubt<Enter>y
status kept filters that still ask for claim/number: one
keys <Esc>
