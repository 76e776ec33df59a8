//! Articles as files: plain text, Markdown, HTML, records.

use std::fmt::Write as _;

use crate::prose::Article;

/// The kind of file that an article becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Text whose lines are broken after 72 bytes at most, where a word allows it.
    Wrapped,
    Markdown,
    Html,
}

/// Of ten articles seven are text, one of them with broken lines; two are pages, one is Markdown.
pub fn kind(number: usize) -> Kind {
    match number % 10 {
        3 => Kind::Wrapped,
        5 => Kind::Markdown,
        7 | 9 => Kind::Html,
        _ => Kind::Text,
    }
}

/// Where the article stands in its corpus, such as `local news/2019/04/17-title-of-it-000042.txt`.
pub fn path(article: &Article, number: usize) -> String {
    let (year, month, day) = article.date;
    let slug = article.title.to_lowercase().replace(' ', "-");
    let ending = match kind(number) {
        Kind::Text | Kind::Wrapped => "txt",
        Kind::Markdown => "md",
        Kind::Html => "html",
    };
    format!(
        "{}/{year}/{month:02}/{day:02}-{slug}-{number:06}.{ending}",
        article.section
    )
}

/// The article as a file of this kind.
pub fn content(article: &Article, kind: Kind) -> String {
    match kind {
        Kind::Text => text(article),
        Kind::Wrapped => wrapped(&text(article)),
        Kind::Markdown => markdown(article),
        Kind::Html => html(article),
    }
}

/// A paragraph a line, with an empty line between two.
pub fn text(article: &Article) -> String {
    let mut file = format!(
        "{}\n\nBy {}\n\n{}\n",
        article.title,
        article.author,
        article.iso_date()
    );
    for paragraph in &article.paragraphs {
        write!(file, "\n{}\n", paragraph.text()).unwrap();
    }
    file
}

/// The text with a line break instead of a space wherever a line would be longer than 72 bytes.
pub fn wrapped(text: &str) -> String {
    let mut file = String::with_capacity(text.len());
    for line in text.lines() {
        let mut length = 0;
        for word in line.split(' ') {
            if length > 0 {
                let is_full = length + 1 + word.len() > 72;
                file.push(if is_full { '\n' } else { ' ' });
                length = if is_full { 0 } else { length + 1 };
            }
            file.push_str(word);
            length += word.len();
        }
        file.push('\n');
    }
    file
}

fn markdown(article: &Article) -> String {
    let (title, author) = (&article.title, &article.author);
    let mut file = format!(
        "---\ntitle: {title}\nauthor: {author}\ndate: {}\n---\n",
        article.iso_date()
    );
    for paragraph in &article.paragraphs {
        let text = paragraph.text();
        if paragraph.is_heading {
            write!(file, "\n## {text}\n").unwrap();
        } else {
            let text = text.replacen(" report ", " *report* ", 1);
            let text = text.replacen(" source ", " [source](https://example.org/s) ", 1);
            write!(file, "\n{text}\n").unwrap();
        }
    }
    file
}

fn html(article: &Article) -> String {
    let (title, author) = (&article.title, &article.author);
    let mut file = format!(
        "<!doctype html>\n<html><head><meta charset=utf-8><title>{title} | The Paper</title><meta name=author content=\"{author}\">\n\
         <style>p {{ color: black }}</style></head><body><nav><ul>{}</ul></nav>\n<article><h1>{title}</h1>\n<p class=byline>By {author}, \
         <time datetime={}></time></p>\n",
        "<li><a href=\"/s\">Section</a></li>".repeat(12),
        article.iso_date()
    );
    for paragraph in &article.paragraphs {
        let text = paragraph
            .text()
            .replacen(" report ", " <em>report</em> ", 1);
        let tag = if paragraph.is_heading { "h2" } else { "p" };
        writeln!(file, "<{tag}>{text}</{tag}>").unwrap();
    }
    file.push_str("</article><footer>All rights reserved</footer></body></html>\n");
    file
}

/// The article as a line of JSON.
pub fn record(article: &Article, number: usize) -> String {
    let mut text = String::new();
    for paragraph in &article.paragraphs {
        text.push_str(if text.is_empty() { "" } else { "\\n\\n" });
        text.push_str(&paragraph.text());
    }
    format!(
        "{{\"id\":\"a{number:07}\",\"title\":\"{}\",\"author\":\"{}\",\"date\":\"{}\",\"url\":\"https://example.org/{number}\",\"text\":\"{text}\"}}\n",
        article.title,
        article.author,
        article.iso_date()
    )
}
