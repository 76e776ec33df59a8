# In text from right to left the cursor and the selection follow the text, and the mouse means what is seen.
window 80x24
tag 1 claim
document a.txt
| The ferry
|
| This is a paragraph in English, so that there is an article around what comes next.
|
| ראש העיר אמר: "המעבורת (1960) היא לא תפסיק לעבוד". היא עובדת כל יום, גם בחורף, ואיש אינו יודע מדוע.
keys zG{}
cursor ראש
screen תרובעמה" :רמא ריעה שאר
screen (1960)
keys w
cursor העיר
keys l
cursor עיר
keys $
cursor ם בחורף
keys 0
cursor ראש
keys vey
did copy ראש
click ריעה
cursor ר אמר
double-click רמא
selected אמר
drag תרובעמה -> שאר
selected ש העיר אמר: "המעבורת
keys <Esc>)1
annotations
| היא עובדת כל יום, גם בחורף, ואיש אינו יודע מדוע. # claim
