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
    /// What could stand in the place of the word at the cursor.
    pub completion: Completion,
    /// Which of these is chosen.
    pub choice: usize,
    /// Whether the person wanted it as it is: then what is wrong is told, whatever could be typed next.
    pub is_insisting: bool,
}

impl FilterLine {
    /// A line that holds `filter`.
    #[must_use]
    pub fn new(filter: &str) -> Self {
        Self {
            input: Line::new(filter),
            earlier: filter.to_owned(),
            error: None,
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

    /// Chooses another of the words that could be typed next, round and round.
    pub fn step(&mut self, count: isize) {
        let all = self.completion.choices.len();
        if let (Ok(at), Ok(all)) = (isize::try_from(self.choice), isize::try_from(all))
            && all > 0
        {
            self.choice = usize::try_from((at + count).rem_euclid(all)).unwrap_or(0);
        }
    }

    /// Types the chosen word; whether there was one.
    pub fn complete(&mut self) -> bool {
        let Some(word) = self.completion.choices.get(self.choice) else {
            return false;
        };
        // A field wants its value at once; after a value comes the next condition.
        let space = if word.ends_with([':', '~']) { "" } else { " " };
        let word = format!("{word}{space}");
        self.input.replace(self.completion.span, &word);
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
        let mut line = FilterLine::new("a tag:cl b");
        assert!(!line.complete());
        let choices = ["claim/one", "claim/two"].map(str::to_owned).to_vec();
        line.offer(Completion {
            span: Span::new(6, 8),
            choices,
        });
        line.step(-1);
        assert!(line.complete());
        assert_eq!(line.input.parts(), ("a tag:claim/two ", " b"));
        let mut line = FilterLine::new("st");
        line.offer(Completion {
            span: Span::new(0, 2),
            choices: vec!["status:".to_owned()],
        });
        line.complete();
        assert_eq!(line.input.text(), "status:");
    }
}
