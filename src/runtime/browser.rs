//! Opening links in the program that the person opens such with. No shell is involved, and the address is one argument.

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a program has to fail.
const SOON: Duration = Duration::from_secs(2);
/// How often it is looked whether it has.
const BREATH: Duration = Duration::from_millis(20);

/// What links are opened in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Browser {
    /// A command line whose words are separated by spaces; `%s` stands for the address, which comes last where there is
    /// none.
    Command(String),
    /// Nothing: there is no screen that the person could see it on. Why, as a sentence.
    Nothing(&'static str),
}

impl Browser {
    /// The program that `setting` names, or `$BROWSER` (of several with colons between them, the first), or what the
    /// system opens addresses with: `open` on macOS, elsewhere `xdg-open`, where there is a display.
    #[must_use]
    pub fn found(setting: Option<String>, variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let first = |list: String| list.split(':').next().map(str::to_owned);
        let named = setting.or_else(|| variable("BROWSER").and_then(first));
        if let Some(named) = named.filter(|named| !named.trim().is_empty()) {
            return Self::Command(named);
        }
        let is_remote = variable("SSH_CONNECTION").is_some() || variable("SSH_TTY").is_some();
        let has_display = variable("DISPLAY").is_some() || variable("WAYLAND_DISPLAY").is_some();
        if cfg!(target_os = "macos") && !is_remote {
            Self::Command("open".to_owned())
        } else if has_display {
            Self::Command("xdg-open".to_owned())
        } else if is_remote {
            Self::Nothing("cannot open a link on your own screen over ssh")
        } else {
            Self::Nothing(
                "cannot open a link without a display; the setting `browser` names a program",
            )
        }
    }

    /// Opens `address`, and hands to `told` whether it could be, or the sentence that says why not. A program that does not
    /// fail soon has opened it; it is waited for until it ends, which may be long after.
    pub fn open(&self, address: &str, told: impl FnOnce(Result<(), String>)) {
        let mut child = match self.start(address) {
            Ok(child) => child,
            Err(reason) => return told(Err(reason)),
        };
        let end = Instant::now() + SOON;
        while Instant::now() < end {
            match child.try_wait() {
                Ok(None) => thread::sleep(BREATH),
                Ok(Some(status)) if status.success() => return told(Ok(())),
                Ok(Some(status)) => {
                    return told(Err(format!(
                        "the browser could not open the link ({status})"
                    )));
                }
                Err(_) => break,
            }
        }
        told(Ok(()));
        // Nobody else would take note of its end, and the system would keep it for that.
        let _ = child.wait();
    }

    fn start(&self, address: &str) -> Result<Child, String> {
        let line = match self {
            Self::Command(line) => line,
            Self::Nothing(reason) => return Err((*reason).to_owned()),
        };
        let mut words = line.split_whitespace();
        let program = words.next().ok_or("no browser is named")?;
        let is_placed = words.clone().any(|word| word.contains("%s"));
        let mut command = Command::new(program);
        command.args(words.map(|word| word.replace("%s", address)));
        if !is_placed {
            command.arg(address);
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // Ctrl-C and the end of the terminal are meant for postil, not for a browser that it happened to start.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command
            .spawn()
            .map_err(|error| format!("cannot start {program}: {}", crate::store::plain(&error)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_person_names_the_browser_and_else_the_system_does() {
        let variables = |set: &[(&str, &str)]| {
            let set: Vec<(String, String)> = set
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            move |name: &str| {
                let mut set = set.iter();
                set.find(|(known, _)| known == name)
                    .map(|(_, value)| value.clone())
            }
        };
        let found = |setting: Option<&str>, set: &[(&str, &str)]| {
            Browser::found(setting.map(str::to_owned), &variables(set))
        };
        let command = |line: &str| Browser::Command(line.to_owned());
        assert_eq!(found(Some("w3m"), &[("BROWSER", "lynx")]), command("w3m"));
        assert_eq!(
            found(None, &[("BROWSER", "lynx %s:w3m")]),
            command("lynx %s")
        );
        if cfg!(not(target_os = "macos")) {
            assert_eq!(found(None, &[("DISPLAY", ":0")]), command("xdg-open"));
            let remote = found(None, &[("SSH_TTY", "/dev/pts/1")]);
            assert!(matches!(remote, Browser::Nothing(reason) if reason.contains("ssh")));
            let bare = found(None, &[]);
            assert!(matches!(bare, Browser::Nothing(reason) if reason.contains("display")));
        }
    }

    #[test]
    fn the_address_is_one_argument_and_no_shell_sees_it() {
        let address = "https://example.org/?a=$(false)&b=;exit";
        let open = |line: &str| {
            let mut result = None;
            Browser::Command(line.to_owned()).open(address, |told| result = Some(told));
            result.unwrap()
        };
        assert_eq!(open("test -n"), Ok(()));
        assert!(open("test x = %s").is_err());
        assert_eq!(open("true"), Ok(()));
        assert!(open("false").is_err());
        assert!(
            open("/no/such/browser")
                .unwrap_err()
                .contains("/no/such/browser")
        );
        assert!(open(" ").is_err());
    }
}
