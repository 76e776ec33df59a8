//! What the status line says, and what was said before.

use crate::model::Problem;

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Notice,
    /// Something could not be done.
    Failure,
}

/// Something said to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// Whether what was changed is on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was changed since the start.
    #[default]
    Idle,
    /// This many saves are under way.
    Waiting(usize),
    /// Everything is on disk.
    Saved,
    /// The last save failed, and why.
    Failed(String),
}

/// How many messages are kept.
const KEPT: usize = 100;

/// The state of the status line.
#[derive(Debug, Default)]
pub struct Status {
    message: Option<Message>,
    log: Vec<Message>,
    problems: Vec<Problem>,
    /// Whether changes are on disk.
    pub saving: Saving,
}

impl Status {
    /// Says that something was done.
    pub fn notice(&mut self, text: impl Into<String>) {
        self.say(text.into(), Tone::Notice);
    }

    /// Says that something could not be done.
    pub fn failure(&mut self, text: impl Into<String>) {
        self.say(text.into(), Tone::Failure);
    }

    /// Says something that must not hide a failure: it goes into the log, and on the line when that is free.
    pub fn remark(&mut self, text: impl Into<String>) {
        let failure = self
            .message
            .take_if(|message| message.tone == Tone::Failure);
        self.notice(text);
        if failure.is_some() {
            self.message = failure;
        }
    }

    /// Puts something into the log alone.
    pub fn note(&mut self, text: impl Into<String>) {
        let shown = self.message.take();
        self.notice(text);
        self.message = shown;
    }

    fn say(&mut self, text: String, tone: Tone) {
        let message = Message { text, tone };
        if self.log.len() == KEPT {
            self.log.remove(0);
        }
        self.log.push(message.clone());
        self.message = Some(message);
    }

    /// Takes the message off the line: the person has gone on. It stays in the log.
    pub fn clear(&mut self) {
        self.message = None;
    }

    /// What is on the line.
    #[must_use]
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// What was said, oldest first.
    #[must_use]
    pub fn log(&self) -> &[Message] {
        &self.log
    }

    /// Keeps problems and says how many there are.
    pub fn report(&mut self, problems: Vec<Problem>) {
        let Some(first) = problems.first() else {
            return;
        };
        let more = problems.len() - 1;
        let text = if more == 0 {
            first.to_string()
        } else {
            format!("{first} (and {more} more: `:messages` lists them)")
        };
        self.failure(text);
        self.problems.extend(problems);
    }

    /// Every problem found so far.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_hides_no_failure_and_everything_is_in_the_log() {
        let mut status = Status::default();
        status.remark("one annotation");
        assert_eq!(status.message().unwrap().text, "one annotation");
        status.failure("it cannot be saved");
        status.remark("two annotations");
        status.note("details");
        assert_eq!(status.message().unwrap().text, "it cannot be saved");
        let log: Vec<&str> = status
            .log()
            .iter()
            .map(|message| message.text.as_str())
            .collect();
        assert_eq!(
            log,
            [
                "one annotation",
                "it cannot be saved",
                "two annotations",
                "details"
            ]
        );
    }
}
