use super::super::faulty::Faulty;
use super::*;

#[test]
fn a_journal_that_is_written_anew_stays_with_its_program() {
    let disk: Arc<dyn Disk> = Arc::new(Faulty::new(&["/", "/home"]));
    let path = Path::new("/home/a.jsonl");
    let mut theirs = Journal::new(&disk, path, Path::new("/a.toml"));
    theirs.sync().unwrap();
    // Opened before it is written anew, locked after.
    let opened = disk.append(path).unwrap();
    theirs.forget();
    assert!(Journal::take_over(&disk, path, opened).unwrap().is_none());
    let opened = disk.append(path).unwrap();
    assert!(Journal::take_over(&disk, path, opened).unwrap().is_none());
    drop(theirs);
    assert!(Journal::adopt(&disk, path).unwrap().is_some());
}
