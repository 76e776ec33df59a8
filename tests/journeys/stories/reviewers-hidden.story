# What others wrote is hidden and shown, one by one and all, and taken up when their file changes.
annotation me: The mill opened in 1912. # # Mine.
other bob: By 1920 the mill employed 340 people. # # From bob.
other carol: The mayor called it a fair price. # # From carol.
screen From bob.
screen From carol.
keys :reviewers bob<Enter>
status bob: 1 annotation, hidden · carol: 1 annotation
unseen From bob.
screen From carol.
keys :reviewers bob<Enter>
screen From bob.
keys :reviewers<Enter>
unseen From bob.
unseen From carol.
screen Mine.
keys :reviewers<Enter>
screen From carol.
keys :reviewers dave<Enter>
screen nobody is called "dave"
keys <Esc>
other-noted By 1920: Changed since.
screen Changed since.
keys <Tab>/by:bob<Enter>
unseen From carol.
screen Changed since.
saved
