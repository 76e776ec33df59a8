//! The codebook as Taguette imports it: CSV with a column `tag` and one `description` (its `import_codebook.py`), and the counts
//! that it exports itself.

use std::collections::BTreeMap;
use std::io;

use super::{Input, Report, csv};
use crate::model::{DocPath, TagName};
use crate::text::counted;

/// The columns. Taguette's own are the same without quotation marks, by which ours are known.
pub(super) const HEADER: &str =
    "\"tag\",\"description\",\"number of highlights\",\"number of documents\"\r\n";

/// The longest name that Taguette takes, in code points (its `validate.py`).
const LONGEST: usize = 200;

/// Writes the codebook of `input`.
///
/// # Errors
/// Where the writer gives up, which it has no reason to in memory.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let mut counts: BTreeMap<&TagName, (usize, Vec<&DocPath>)> = BTreeMap::new();
    for source in &input.documents {
        let given = source.annotations.iter();
        for tag in given.flat_map(|item| &item.annotation.tags) {
            let (highlights, documents) = counts.entry(tag).or_default();
            *highlights += 1;
            if documents.last() != Some(&source.path) {
                documents.push(source.path);
            }
        }
    }
    let known: Vec<&TagName> = input.codebook.tags().iter().map(|tag| &tag.name).collect();
    let others = counts.keys().copied().filter(|tag| !known.contains(tag));
    let tags: Vec<&TagName> = known.iter().copied().chain(others).collect();
    let mut bytes = HEADER.as_bytes().to_vec();
    let rows = tags.iter().map(|tag| {
        let (highlights, documents) = counts.get(tag).map_or((0, 0), |(highlights, documents)| {
            (*highlights, documents.len())
        });
        let definition = input.codebook.get(tag).map(|tag| tag.definition.clone());
        vec![
            tag.as_str().to_owned(),
            definition.unwrap_or_default(),
            highlights.to_string(),
            documents.to_string(),
        ]
    });
    bytes.extend(csv::counted_table(rows, report)?);
    report.instead = Some(counted(tags.len(), "tag"));
    let annotations = std::mem::take(&mut report.annotations);
    report.tell(annotations, "annotation", |annotations| {
        format!("left out of a codebook, which holds none: {annotations}")
    });
    let long = tags
        .iter()
        .filter(|tag| tag.as_str().chars().count() > LONGEST);
    report.tell(long.count(), "tag", |tags| {
        format!("longer than the {LONGEST} characters that Taguette takes: {tags}")
    });
    let dressed = input.codebook.tags().iter().filter(|tag| {
        let is_guided = !tag.use_for.is_empty() || !tag.not_for.is_empty();
        let is_marked = tag.key.is_some() || tag.color.is_some() || tag.glyph.is_some();
        is_guided || is_marked || tag.retired || !tag.examples.is_empty()
    });
    report.tell(dressed.count(), "tag", |tags| {
        format!("all but the definition of {tags} was left out")
    });
    input.tell_of_scale(report);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use crate::export::Format;
    use crate::export::articles::{Articles, golden};
    use crate::export::fixture::written;

    #[test]
    fn every_tag_has_a_row() {
        let articles = Articles::rich();
        let (bytes, report) = written(Format::Taguette, &articles.input());
        golden("taguette.csv", &bytes, &report);
    }
}
