//! Pure functions on text: positions, clusters and their cells, wrapping, sentences, words, and making strings of
//! strangers safe to show.
//!
//! Owns what a piece of text looks like and where it can be divided. Positions are bytes of the UTF-8 unless a name
//! says otherwise; positions that come from outside may be anything and are clamped, never trusted. Knows nothing of
//! files, keys, colours or the screen's size beyond a width it is given.

pub mod address;
pub mod bidi;
pub mod cluster;
pub mod fold;
pub mod hyphen;
pub mod loose;
mod marks;
pub mod positions;
pub mod sentence;
pub mod utf16;
pub mod visible;
pub mod word;
pub mod wrap;

#[cfg(test)]
pub(crate) mod samples;

/// A number of things in words: `1 document`, `2 documents`.
#[must_use]
pub fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

/// `text` in quotation marks, those inside it made single.
#[must_use]
pub fn quoted(text: &str) -> String {
    let inner: String = text
        .chars()
        .map(|c| match c {
            '“' => '‘',
            '”' => '’',
            '"' => '\'',
            other => other,
        })
        .collect();
    format!("“{inner}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_inside_become_single() {
        assert_eq!(
            quoted("“Propaganda”: how it works"),
            "“‘Propaganda’: how it works”"
        );
    }
}
