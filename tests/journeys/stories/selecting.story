# s takes the sentence, the paragraph, the section; v and V go their own ways; Esc lets go.
keys }
keys s
selected The mill opened in 1912.
screen SELECT sentence
keys )
selected The mill opened in 1912. It stood beside the river Welle for ninety years.
keys s
selected The mill opened in 1912. It stood beside the river Welle for ninety years. Nobody who worked there remembers it as a quiet place.
screen SELECT paragraph
keys <Esc>
selected -
screen READ
keys }}sss
screen SELECT section
keys m
annotations
| How the mill began Two brothers built the mill with borrowed money. The older one, Karl, kept the books. The younger one, Emil, kept the machines, and it is to him that the town owes its first electric light. The first year brought a flood. “We lost everything but the walls,” Karl wrote to his bank. The bank lent him twice as much as before. By 1920 the mill employed 340 people. That was one worker in three.
keys u}}v
selected T
screen SELECT characters
keys ee
selected The first
keys v
selected -
keys V
selected The first year brought a flood. “We lost everything but the walls,” Karl wrote to his bank. The bank lent him twice as much as before.
keys }
selected The first year brought a flood. “We lost everything but the walls,” Karl wrote to his bank. The bank lent him twice as much as before. By 1920 the mill employed 340 people. That was one worker in three.
keys V
selected -
# A selection may be made backwards.
keys v(m
annotations
| The bank lent him twice as much as before. B
