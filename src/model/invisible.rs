//! What becomes of characters that cannot be seen.

/// What becomes of characters that take no room and that no terminal obeys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Invisible {
    /// None of them is shown, marks of direction among them.
    Hide,
    /// Those are shown as marks that have nothing to do where they stand: spaces and joiners without width, invisible
    /// operators, byte order marks, marks of direction. Soft hyphens, and what joins letters or chooses their form, are not.
    #[default]
    Marks,
    /// All of them are shown.
    All,
}

impl Invisible {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Hide, Self::Marks, Self::All];

    /// The word for it in settings and in what is remembered.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hide => "hide",
            Self::Marks => "marks",
            Self::All => "all",
        }
    }

    /// The choice called `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }

    /// The choice after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Hide => Self::Marks,
            Self::Marks => Self::All,
            Self::All => Self::Hide,
        }
    }

    /// What it does, as a sentence.
    #[must_use]
    pub fn said(self) -> &'static str {
        match self {
            Self::Hide => "characters without width are hidden",
            Self::Marks => "stray characters without width are shown as marks",
            Self::All => "all characters without width are shown as marks, soft hyphens too",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_a_word_and_leads_to_the_next() {
        let mut choice = Invisible::default();
        for _ in Invisible::ALL {
            assert_eq!(Invisible::parse(choice.as_str()), Some(choice));
            choice = choice.next();
        }
        assert_eq!(choice, Invisible::default());
        assert_eq!(Invisible::parse("seen"), None);
    }
}
