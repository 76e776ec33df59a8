//! The articles that come with the program, and the annotations already made on them.

/// The articles by name, in reading order.
pub const ARTICLES: &[(&str, &str)] = &[
    (
        "01-guided-tour.txt",
        include_str!("../../assets/corpus/01-guided-tour.txt"),
    ),
    (
        "02-what-a-claim-is.txt",
        include_str!("../../assets/corpus/02-what-a-claim-is.txt"),
    ),
    (
        "03-who-says-so.txt",
        include_str!("../../assets/corpus/03-who-says-so.txt"),
    ),
    (
        "04-numbers-in-the-news.txt",
        include_str!("../../assets/corpus/04-numbers-in-the-news.txt"),
    ),
    (
        "05-corrections.txt",
        include_str!("../../assets/corpus/05-corrections.txt"),
    ),
];

/// The annotations file that a reader of the built-in corpus starts from.
pub const ANNOTATIONS: &str = include_str!("../../assets/corpus/annotations.toml");

/// The text of the article called `name`.
#[must_use]
pub fn article(name: &str) -> Option<&'static str> {
    let found = ARTICLES.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::model::BlockKind;

    #[test]
    fn every_article_can_be_read_and_has_a_title() {
        let corpus = Corpus::builtin();
        let (paths, problems) = corpus.list();
        assert_eq!(problems, []);
        assert_eq!(paths.len(), ARTICLES.len());
        for path in paths {
            let document = corpus.read(&path).unwrap();
            assert_eq!(Some(document.text.as_str()), article(path.as_str()));
            assert!(document.metadata.title.is_some(), "{path} has no title");
            let titles = document.blocks.iter();
            let titles = titles.filter(|block| block.kind == BlockKind::Title);
            assert_eq!(titles.count(), 1, "{path}");
        }
        assert!(ANNOTATIONS.contains("format = \"postil\""));
    }
}
