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

/// Whether what was changed is on disk. Each save is answered, in order, and a save takes what failed before along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saving {
    under_way: usize,
    failed: Option<String>,
    begun: bool,
}

/// What the status line says of saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState<'a> {
    /// There is nothing to say.
    Idle,
    /// A save is under way.
    Waiting,
    /// Everything is on disk.
    Saved,
    /// The last save failed, and why.
    Failed(&'a str),
}

impl Saving {
    /// A save begins.
    pub fn begin(&mut self) {
        self.under_way += 1;
        self.failed = None;
        self.begun = true;
    }

    /// A save has ended, well or with a reason.
    pub fn end(&mut self, failed: Option<String>) {
        self.under_way = self.under_way.saturating_sub(1);
        self.failed = failed;
    }

    /// Nothing more need be said of what is saved.
    fn acknowledge(&mut self) {
        self.begun &= self.under_way > 0;
    }

    /// Where things stand.
    #[must_use]
    pub fn state(&self) -> SaveState<'_> {
        match (&self.failed, self.under_way) {
            (Some(reason), _) => SaveState::Failed(reason),
            (None, 1..) => SaveState::Waiting,
            (None, 0) if self.begun => SaveState::Saved,
            (None, 0) => SaveState::Idle,
        }
    }
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

    /// Takes the message off the line: the person has gone on. It stays in the log; that something is saved has been seen.
    pub fn clear(&mut self) {
        self.message = None;
        self.saving.acknowledge();
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
            format!("{} problems, `:messages` lists them: {first}", more + 1)
        };
        self.failure(text);
        self.problems.extend(problems);
    }

    /// Keeps problems for whoever asks, and says nothing about them.
    pub fn keep(&mut self, problems: Vec<Problem>) {
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
