# Several claims are edited at once: what would change is seen before, and it is one step.
window 100x40
harbour
keys Lv<Space>jv
screen 3 marked · 13 claims
keys e
scope bulk
screen What is to change on 3 claims?
keys <Down><Up><Ctrl-n><Ctrl-p><Enter>
screen Which status are 3 claims to have?
screen 3 would change:
keys fin
screen 2 would change:
screen in-progress → final
screen 1 stays as it is:
screen is so already
keys <PageDown><PageUp>
keys <Enter>
scope claims
status status final on 2 claims
statuses final final new final triaged dropped final new - triaged in-progress - dropped
keys u
statuses final in-progress new needs-source triaged dropped final new - triaged in-progress - dropped
keys <Ctrl-r>
statuses final final new final triaged dropped final new - triaged in-progress - dropped
keys <Esc>
screen 13 claims
keys V
screen 13 marked
keys Vggeclai<Enter>
paste Nobody at all
keys <Enter>
status claimant Nobody at all on 1 claim
keys eadd<Enter>brand/new<Enter>
status tagged brand/new on 1 claim
codebook
| 1 claim/number: A number somebody could check.
| 2 claim/event: Something that is said to have happened.
| 3 claim/cause: One thing brings about another.
| 4 claim/forecast: What will be.
| 5 source: Where somebody has it from.
| 6 check: To be looked at.
| 7 brand/new
keys eremo<Enter><Down><Enter>
status removed claim/number on 1 claim
keys echeck-w<Enter>none<Enter>
status check-worthiness none on 1 claim
keys echeck-w<Enter>none<Enter>
status nothing would change
keys <Esc><Ctrl-c>
scope claims
