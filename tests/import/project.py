#!/usr/bin/env python3
"""Makes project.sqlite3, a Taguette project as its version 1.5 keeps one, small pages so that trees have inner pages."""

import json
import os
import sqlite3

here = os.path.dirname(os.path.abspath(__file__))
path = os.path.join(here, "project.sqlite3")
if os.path.exists(path):
    os.remove(path)
base = sqlite3.connect(path)
base.execute("PRAGMA page_size = 512")
base.executescript("""
CREATE TABLE projects (id INTEGER NOT NULL, name VARCHAR NOT NULL, description VARCHAR NOT NULL, PRIMARY KEY (id));
CREATE TABLE documents (
    id INTEGER NOT NULL, name VARCHAR NOT NULL, description VARCHAR NOT NULL, filename VARCHAR, created DATETIME NOT NULL,
    project_id INTEGER NOT NULL, text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL,
    PRIMARY KEY (id), FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE
);
CREATE TABLE highlights (
    id INTEGER NOT NULL, document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    snippet TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(document_id) REFERENCES documents (id)
);
CREATE TABLE tags (
    id INTEGER NOT NULL, project_id INTEGER NOT NULL, path VARCHAR NOT NULL, description TEXT NOT NULL,
    PRIMARY KEY (id), CONSTRAINT uix UNIQUE (project_id, path)
);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL, PRIMARY KEY (highlight_id, tag_id));
CREATE TABLE commands (
    id INTEGER NOT NULL, date DATETIME NOT NULL, user_login VARCHAR, project_id INTEGER NOT NULL, document_id INTEGER,
    payload TEXT NOT NULL, PRIMARY KEY (id)
);
""")
day = "2026-01-02 03:04:05.000000"
text = [
    "💩 The ferry left at six in the morning with forty aboard.",
    "Café “naïve” was the name of the house on the quay, where nobody had been told of the new hour.",
] + ["Nothing was said of it on day %d of the strike & the weeks after it." % n for n in range(40)]
html = "".join("<p>%s</p>\n" % one.replace("&", "&amp;").replace("said", "<b>said</b>") for one in text)
plain = "".join(one + "\n" for one in text)
base.execute("INSERT INTO projects VALUES (1, 'Ferries', '')")
base.execute("INSERT INTO documents VALUES (7, 'The ferry', '', 'ferry.html', ?, 1, 'LEFT_TO_RIGHT', ?)", (day, html))
tags = ["claim/number", "place", "said"]
for number, tag in enumerate(tags):
    base.execute("INSERT INTO tags VALUES (?, 1, ?, ?)", (number + 1, tag, "About %s." % tag))
quotes = ["forty aboard", "naïve"] + ["day %d of the strike & the weeks" % n for n in range(40)]
for number, quote in enumerate(quotes):
    start = len(plain[:plain.index(quote)].encode())
    end = start + len(quote.encode())
    snippet = quote.replace("&", "&amp;")
    base.execute("INSERT INTO highlights VALUES (?, 7, ?, ?, ?)", (number + 1, start, end, snippet))
    if number > 1:
        base.execute("INSERT INTO highlight_tags VALUES (?, 3)", (number + 1,))
    payload = {"type": "highlight_add", "highlight_id": number + 1, "start_offset": start}
    base.execute("INSERT INTO commands VALUES (?, ?, 'ann', 1, 7, ?)", (number + 1, day, json.dumps(payload)))
base.execute("INSERT INTO highlight_tags VALUES (1, 1), (2, 2), (2, 3)")
base.commit()
base.close()
with open(os.path.join(here, "ferry.txt"), "w", encoding="utf-8", newline="\n") as out:
    out.write("\n\n".join(text) + "\n")
