# An article that is there in another format, under another name, is followed: nearly all of its text stands in one other.
was 1-ferry.txt
| The council met on Tuesday evening to hear about the ferry. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
document 2-scraped.md
| # Scraped
|
| The council met on Tuesday evening to hear about the *ferry*. The boat carried 400 passengers a day in the summer of 2019.
|
| Fishermen from the north bank said that the new timetable left them no way home after dark. They asked for one more crossing.
|
| The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was there.
annotation jo: The boat carried 400 passengers a day # # One.
annotation jo: They asked for one more crossing. # # Two.
status 1-ferry.txt is now 2-scraped.md: 2 annotations follow; u takes it back
reading 2-scraped.md
places
| The boat carried 400 passengers a day # moved
| They asked for one more crossing. # moved
missing
keys u
missing
| 1-ferry.txt # 2-scraped.md, 2 of 2
