# Blind review: what others wrote is not shown beside a sealed file until both are done.
annotation me: The mill opened in 1912. # # Mine.
other bob: By 1920 the mill employed 340 people. # # From bob.
sealed bob
lasting
unseen From bob.
screen bob SEALED
keys :reviewers<Enter>
status bob: 1 annotation, sealed until both are done
keys :seal-done<Enter>
status the file is not sealed
keys :seal<Enter>
status sealed: what others wrote is not shown until both are done
screen SEALED
keys :seal<Enter>
status the file is sealed already
other-done
unseen From bob.
keys :seal-done<Enter>
status done: what others wrote is shown once they are done too
screen From bob.
unseen SEALED
keys :seal-done<Enter>
status you are done already
