//! Editing a note in an editor of the person's own.

use std::fs::{self, File};
use std::io::Write;
use std::process::Command;

/// Lets the person edit `text` in `editor`, a command line whose words are separated by spaces; `None` when it comes back
/// unchanged. No shell is involved, and the file is readable by the person alone.
pub fn edit(editor: Option<&str>, text: &str) -> Result<Option<String>, String> {
    let editor = editor.unwrap_or("vi");
    let mut words = editor.split_whitespace();
    let program = words
        .next()
        .ok_or("no editor is named: set $VISUAL or $EDITOR, or the setting `editor`")?;
    let failed = |what: &str, error: &dyn std::fmt::Display| {
        format!("cannot {what}: {error}; the note is as it was")
    };
    let mut file = tempfile::Builder::new()
        .prefix("postil-note-")
        .suffix(".md")
        .tempfile()
        .map_err(|error| failed("make a file for the editor", &error))?;
    writeln!(file, "{text}")
        .and_then(|()| file.flush())
        .map_err(|error| failed("write the note for the editor", &error))?;
    let mut command = Command::new(program);
    command.args(words).arg(file.path());
    // Standard input is the program's own way to the terminal, which does not block; an editor needs one that does.
    if let Ok(tty) = File::open("/dev/tty") {
        command.stdin(tty);
    }
    let status = command
        .status()
        .map_err(|error| failed(&format!("start the editor {program}"), &error))?;
    let edited = fs::read(file.path()).map_err(|error| failed("read the note back", &error))?;
    let edited = String::from_utf8_lossy(&edited).replace("\r\n", "\n");
    let edited = edited.trim_end();
    let changed = (edited != text.trim_end()).then(|| edited.to_owned());
    // What was written counts, even where the editor ended badly after it had been saved.
    if changed.is_none() && !status.success() {
        return Err(format!(
            "the editor {program} failed ({status}); the note is as it was"
        ));
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_editor_does_comes_back() {
        assert_eq!(edit(Some("true"), "as it was\n"), Ok(None));
        assert!(edit(Some("false"), "text").unwrap_err().contains("failed"));
        assert!(
            edit(Some("/no/such/editor"), "text")
                .unwrap_err()
                .contains("/no/such/editor")
        );
        assert!(edit(Some("  "), "text").is_err());
        assert_eq!(
            edit(Some("sed -i s/was/is/"), "as it was"),
            Ok(Some("as it is".to_owned()))
        );
    }
}
