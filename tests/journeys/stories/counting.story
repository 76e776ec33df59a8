# Characters are counted as people count them.
tag 1 claim
document a.txt
| A title
|
| Ünïcödé is counted here. And there it is counted again.
keys }t<Tab><Up><Tab><Enter>
status no tag given to 24 characters
