# Every format is offered with a word of what it is for, and what follows it is passed on.
keys :export<Enter>
scope picker
screen xlsx a workbook
screen template by a template of your own
keys <Esc>
keys :exp<Tab>obs<Enter>
did export obsidian
keys :export org --context 1 notes.org<Enter>
did export org --context 1 notes.org
keys :export xlsx --force notes.xlsx<Enter>
did export xlsx --force notes.xlsx
keys :export argdown<Enter>
did export argdown
keys :export template brief.txt mine.txt<Enter>
did export template brief.txt mine.txt
