//! Editing a note in an editor of the person's own.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
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

/// Lets the person edit the file at `path` itself in `editor`, beginning at `line`, counted from 1, where the editor is
/// one that can be told.
pub fn edit_file(editor: Option<&str>, path: &Path, line: usize) -> Result<(), String> {
    let editor = editor.unwrap_or("vi");
    let mut words = editor.split_whitespace();
    let program = words
        .next()
        .ok_or("no editor is named: set $VISUAL or $EDITOR, or the setting `editor`")?;
    let path =
        std::path::absolute(path).map_err(|error| format!("cannot edit the file: {error}"))?;
    let mut command = Command::new(program);
    command.args(words).args(at_line(program, &path, line));
    if let Ok(tty) = File::open("/dev/tty") {
        command.stdin(tty);
    }
    let status = command
        .status()
        .map_err(|error| format!("cannot start the editor {program}: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the editor {program} failed ({status})"))
    }
}

/// The arguments that open `path`, which is absolute, at `line` in the editor `program`.
fn at_line(program: &str, path: &Path, line: usize) -> Vec<OsString> {
    let name = Path::new(program).file_stem().unwrap_or_default();
    let with_line = || {
        let mut at = path.as_os_str().to_owned();
        at.push(format!(":{line}"));
        at
    };
    match name.to_str().unwrap_or_default() {
        "vi" | "vim" | "nvim" | "view" | "gvim" | "vis" | "nano" | "pico" | "emacs"
        | "emacsclient" | "mg" | "zile" | "micro" | "kak" | "joe" | "jmacs" | "ne" | "gedit" => {
            vec![format!("+{line}").into(), path.into()]
        }
        "hx" | "helix" | "subl" | "zed" => vec![with_line()],
        "code" | "codium" | "code-insiders" => vec!["--goto".into(), with_line()],
        _ => vec![path.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_are_told_the_line_in_their_own_way() {
        for (program, expect) in [
            ("vim", "+7 /x/a.toml"),
            ("/usr/bin/nano", "+7 /x/a.toml"),
            ("hx", "/x/a.toml:7"),
            ("code", "--goto /x/a.toml:7"),
            ("ed", "/x/a.toml"),
        ] {
            let arguments = at_line(program, Path::new("/x/a.toml"), 7);
            let arguments: Vec<_> = arguments
                .iter()
                .map(|word| word.to_str().unwrap())
                .collect();
            assert_eq!(arguments.join(" "), expect);
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(&path, "one\n").unwrap();
        edit_file(Some("sed -i s/one/two/"), &path, 1).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\n");
        assert!(edit_file(Some("false"), &path, 1).is_err());
        assert!(edit_file(Some("/no/such/editor"), &path, 1).is_err());
    }

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
