# A link whose host is not what it looks like is asked about with a warning.
document a.made
| = A title
|
| One <word|https://bank.example@evil.example/login> and <another|https://www.pаypal.example/> and <mail|mailto:ada@example.org>.
keys }w<Enter>
screen Open evil.example
screen Careful: what stands before the @ is not the host
keys nww<Enter>
screen several alphabets
keys nww<Enter>
screen Write to ada@example.org?
keys n
