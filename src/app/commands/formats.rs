//! What an export can be written as, as the palette offers it: for reading first, then for other programs.

use super::Argument;

pub(super) const ALL: &[Argument] = &[
    ("markdown", "quotes and notes to read, document by document"),
    ("csv", "a row for each annotation, for a spreadsheet"),
    ("json", "everything there is, for another program"),
    ("jsonl", "the same, an annotation in each line"),
    (
        "html",
        "a page for a browser, the articles with the notes beside them",
    ),
    (
        "obsidian",
        "a folder of pages to go on writing on, for Obsidian",
    ),
    ("org", "a heading for each annotation, for Org mode"),
    ("xlsx", "a workbook with a sheet for each kind of thing"),
    ("argdown", "claims and how they stand to each other"),
    ("template", "by a template of your own: template FILE"),
    ("w3c", "Web Annotations, as JSON-LD"),
    ("hypothesis", "to be imported by Hypothesis"),
    ("qdc", "the codebook for QualCoder, MAXQDA, ATLAS.ti, NVivo"),
    ("qdpx", "texts and all, for the same programs (REFI-QDA)"),
    ("taguette", "the codebook for Taguette"),
    ("doccano", "spans and relations for doccano"),
    ("label-studio", "tasks for Label Studio"),
    ("brat", "a folder for brat: texts and standoff files"),
    (
        "claimreview",
        "claims with a verdict, for a page on the web",
    ),
    ("csl", "articles and evidence as sources to cite"),
];
