//! What is piped in, kept on disk while it is read: results of a query may be larger than the memory.
//!
//! The file has no name, so that nothing is left of it however the program ends.

use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use super::plain;
use crate::corpus::records::Piped;

/// How much is taken in at once, in bytes.
const BUFFER: usize = 256 << 10;
/// The most that is kept, in bytes.
const MOST: u64 = 64 << 30;

/// Keeps `head` and what comes from `input` after it in a file in `folder`, on a thread of its own; or elsewhere, where no
/// file can be made there.
///
/// # Errors
/// When no file can be made anywhere, or the system has no more threads.
pub fn keep(
    head: &[u8],
    input: impl Read + Send + 'static,
    folder: &Path,
) -> io::Result<Arc<Piped>> {
    let made = fs::create_dir_all(folder).and_then(|()| tempfile::tempfile_in(folder));
    let mut file = made.or_else(|_| tempfile::tempfile())?;
    file.write_all(head)?;
    let piped = Arc::new(Piped::new(file.try_clone()?));
    let length = head.len() as u64;
    piped.has_come(length);
    let told = Arc::clone(&piped);
    let work = move || {
        let how = copy(input, &mut file, length, &told);
        told.ends(how.map_err(|error| format!("standard input broke off: {}", plain(&error))));
    };
    thread::Builder::new().name("spool".into()).spawn(work)?;
    Ok(piped)
}

/// Writes what comes from `input` into `file`, which holds `length` bytes, until nobody wants more.
fn copy(mut input: impl Read, file: &mut File, mut length: u64, piped: &Piped) -> io::Result<()> {
    let mut buffer = vec![0; BUFFER];
    loop {
        let read = match input.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        file.write_all(buffer.get(..read).unwrap_or_default())?;
        length += read as u64;
        if length > MOST {
            return Err(io::Error::other("it is longer than 64 GB"));
        }
        if !piped.has_come(length) {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::corpus::records::Fields;
    use crate::model::DocPath;
    use std::io::BufReader;

    fn corpus(records: &str) -> Corpus {
        let folder = tempfile::tempdir().unwrap();
        let input = io::Cursor::new(records.to_owned().into_bytes());
        let (mut head, mut rest) = (vec![0; 5.min(records.len())], BufReader::new(input));
        rest.read_exact(&mut head).unwrap();
        let piped = keep(&head, rest, &folder.path().join("cache")).unwrap();
        assert_eq!(
            fs::read_dir(folder.path().join("cache")).unwrap().count(),
            0
        );
        Corpus::of_records(piped, Fields::default())
    }

    #[test]
    fn a_record_is_the_same_document_wherever_it_stands_in_a_result() {
        let one = r#"{"id": "a/1", "score": 2, "text": "One."}"#;
        let two = r#"{"url": "https://a.b", "text": "Two."}"#;
        let three = r#"{"score": 3, "text": "Three."}"#;
        let monday = corpus(&format!("{one}\n{two}\n{three}\n"));
        let tuesday = corpus(&format!("{three}\r\n\r\n{one}"));
        let (there, problems) = tuesday.list();
        assert_eq!((there.len(), problems.len()), (2, 0));
        let all = monday.list().0;
        let paths: Vec<&str> = all.iter().map(DocPath::as_str).collect();
        assert!(paths.contains(&"stdin/a%2F1") && paths.contains(&"stdin/https%3A%2F%2Fa.b"));
        for path in there {
            assert!(all.contains(&path), "{path}");
            let texts = [&monday, &tuesday].map(|corpus| corpus.read(&path).unwrap().text);
            assert_eq!(texts[0], texts[1]);
        }
        assert_eq!(monday.first().unwrap().as_str(), "stdin/a%2F1");
        let gone = tuesday.read(&DocPath::new("stdin/x"));
        assert!(gone.unwrap_err().to_string().contains("no such record"));
        assert!(monday.root().is_none() && monday.single().is_none() && monday.is_passing());
    }

    #[test]
    fn what_breaks_off_leaves_what_has_come() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("Wire cut"))
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let piped = keep(b"{\"id\": 1, \"text\": \"a\"}\n", Broken, folder.path()).unwrap();
        let corpus = Corpus::of_records(piped, Fields::default());
        let documents = corpus.list().0;
        assert_eq!(documents.len(), 2);
        let read: Vec<String> = documents
            .iter()
            .map(|path| {
                corpus
                    .read(path)
                    .map_or_else(|error| error.to_string(), |read| read.text)
            })
            .collect();
        assert!(read.contains(&"a".to_owned()), "{read:?}");
        let told = "cannot read stdin: standard input broke off: wire cut";
        assert!(
            read.iter().any(|one| one.to_lowercase() == told),
            "{read:?}"
        );
    }

    #[test]
    fn nobody_takes_in_what_is_of_no_use() {
        let endless = io::repeat(b'{').take(40 << 20).chain(io::repeat(b'\n'));
        let lines = io::Cursor::new("{\"n\": 1}\n".repeat(5000)).chain(endless);
        let folder = tempfile::tempdir().unwrap();
        let piped = keep(b"", lines, folder.path()).unwrap();
        let corpus = Corpus::of_records(piped, Fields::default());
        let (documents, _) = corpus.list();
        let error = corpus.read(&documents[0]).unwrap_err().to_string();
        assert!(error.contains("none of its records has a text"), "{error}");
    }
}
