# Every format is a word after the command, and the line lists them.
keys :export<Enter>
screen w3c Web Annotations
keys qdp<Enter>
did export qdpx
keys :export w3c out<Enter>
did export w3c out
status exported as w3c
keys :export hypothesis out<Enter>
did export hypothesis out
status exported as hypothesis
keys :export qdc out<Enter>
did export qdc out
status exported as qdc
keys :export qdpx out<Enter>
did export qdpx out
status exported as qdpx
keys :export taguette out<Enter>
did export taguette out
status exported as taguette
keys :export doccano out<Enter>
did export doccano out
status exported as doccano
keys :export label-studio out<Enter>
did export label-studio out
status exported as label-studio
keys :export brat out<Enter>
did export brat out
status exported as brat
keys :export claimreview out<Enter>
did export claimreview out
status exported as claimreview
keys :export csl out<Enter>
did export csl out
status exported as csl
keys :export docx<Enter>
status export takes markdown
screen › export docx
keys <Esc>
scope reader
