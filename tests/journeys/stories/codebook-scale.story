# The scale of verdicts is set in the codebook; the first change makes the usual one the house's own.
tag 1 claim
annotation me: The mill opened in 1912. # claim
judged The mill opened in 1912.
keys T[
status that is for verdicts; Tab turns to their scale
keys <Tab>
screen [Verdicts]
screen This is the usual scale.
screen The evidence supports the claim.
keys d
status supported was given in 1 assessment
keys r<Ctrl-u>true<Enter>
status called the verdict supported true
unseen This is the usual scale.
screen as a number 3 · given in 1 assessment
keys ahalf true<Enter>
status added the verdict half true
keys n<Ctrl-u>two<Enter>
screen "two" is no whole number
keys <Ctrl-u>2<Enter>
status numbered half true
keys cred<Enter>
status coloured half true
keys eRight in part.<Ctrl-s>
screen Right in part.
keys [
status moved half true to place 4 of the scale
keys [[
status moved half true to place 2 of the scale
keys ]
status moved half true to place 3 of the scale
keys d
status deleted the verdict half true
keys u
status took back: deleted the verdict half true
keys M
status that is for tags; Tab turns to them
keys atrue<Enter>
screen there is a verdict true already
keys <Esc><Home>[
status it stands at the end of the scale
keys <Tab><Esc>
scope reader
saved
