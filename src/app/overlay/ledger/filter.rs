//! The filter while it is typed, with what could be typed next.

use crate::app::overlay::Line;
use crate::review::QueryError;
use crate::review::query::Completion;

/// The line that the filter is typed into.
#[derive(Debug)]
pub struct FilterLine {
    /// What is typed.
    pub input: Line,
    /// What the filter was before, which comes back when this is given up.
    pub earlier: String,
    /// What is wrong with what is typed: what is shown is still what was understood last.
    pub error: Option<QueryError>,
    /// Filters that were kept, by name, with what they say, of whose names what is typed is a part.
    pub kept: Vec<(String, String)>,
    /// What could stand in the place of the word at the cursor.
    pub completion: Completion,
    /// Which of these is chosen.
    pub choice: usize,
    /// Whether the person wanted it as it is: then what is wrong is told, whatever could be typed next.
    pub is_insisting: bool,
}

impl FilterLine {
    /// A line that holds `filter`, beside filters that were kept.
    #[must_use]
    pub fn new(filter: &str, kept: Vec<(String, String)>) -> Self {
        Self {
            input: Line::new(filter),
            earlier: filter.to_owned(),
            error: None,
            kept,
            completion: Completion::default(),
            choice: 0,
            is_insisting: false,
        }
    }

    /// Takes in what could be typed next.
    pub fn offer(&mut self, completion: Completion) {
        if self.completion != completion {
            self.choice = 0;
            self.completion = completion;
        }
    }

    /// Takes in which filters could be meant.
    pub fn offer_kept(&mut self, kept: Vec<(String, String)>) {
        if self.kept != kept {
            self.choice = 0;
            self.kept = kept;
        }
    }

    /// What can be chosen: filters that were kept, then what could be typed next.
    #[must_use]
    pub fn choices(&self) -> Vec<&str> {
        let kept = self.kept.iter().map(|(name, _)| name.as_str());
        let words = self.completion.choices.iter().map(String::as_str);
        kept.chain(words).collect()
    }

    /// Chooses another, round and round.
    pub fn step(&mut self, count: isize) {
        let all = self.kept.len() + self.completion.choices.len();
        if let (Ok(at), Ok(all)) = (isize::try_from(self.choice), isize::try_from(all))
            && all > 0
        {
            self.choice = usize::try_from((at + count).rem_euclid(all)).unwrap_or(0);
        }
    }

    /// Types what is chosen; whether there was anything.
    pub fn complete(&mut self) -> bool {
        if let Some((_, query)) = self.kept.get(self.choice) {
            self.input = Line::new(query);
            return true;
        }
        let (text, span) = (self.input.text(), self.completion.span);
        let word = self.completion.choices.get(self.choice - self.kept.len());
        let around = text.get(..span.start).zip(text.get(span.end..));
        let (Some(word), Some((before, after))) = (word, around) else {
            return false;
        };
        // A field wants its value at once; after a value comes the next condition.
        let space = if word.ends_with([':', '~']) { "" } else { " " };
        let before = format!("{before}{word}{space}");
        self.input = Line::with_cursor(&format!("{before}{after}"), before.len());
        self.completion = Completion::default();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn words_are_chosen_round_and_round_and_typed() {
        let mut line = FilterLine::new("a tag:cl b", Vec::new());
        assert!(!line.complete());
        let choices = ["claim/one", "claim/two"].map(str::to_owned).to_vec();
        line.offer(Completion {
            span: Span::new(6, 8),
            choices,
        });
        line.step(-1);
        assert!(line.complete());
        assert_eq!(line.input.parts(), ("a tag:claim/two ", " b"));
        let mut line = FilterLine::new("st", vec![("stale".into(), "is:stale".into())]);
        line.offer(Completion {
            span: Span::new(0, 2),
            choices: vec!["status:".to_owned()],
        });
        assert_eq!(line.choices(), ["stale", "status:"]);
        line.step(1);
        line.complete();
        assert_eq!(line.input.text(), "status:");
        line.step(1);
        line.complete();
        assert_eq!(line.input.text(), "is:stale");
    }
}
