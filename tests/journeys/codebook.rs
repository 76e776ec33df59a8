//! Changes that everything follows which carries a tag, where so much does that they are worked out behind the screen.

use postil::app::Input;
use postil::app::effect::{Answer, Saved};
use postil::model::{Annotation, Edit, Tag, TagName};

use super::desk::{Desk, Given};
use super::story;

fn name(text: &str) -> TagName {
    TagName::parse(text).unwrap()
}

/// A session in which 600 claims carry a tag, and where what is asked for behind the screen comes late.
fn many() -> Desk {
    let mut given = Given {
        window: (100, 30),
        documents: vec![("a.txt".into(), "A title\n\nSome words.".into())],
        ..Given::default()
    };
    for tag in ["claim/number", "doubt"] {
        let (before, after) = (None, Some(Tag::new(name(tag))));
        given.set.apply(&Edit::Tag { before, after });
    }
    story::many_claims(&mut given.set, 600);
    let all: Vec<Annotation> = given.set.annotations().cloned().collect();
    for annotation in all {
        given.set.apply(&changed(&annotation, |after| {
            after.add_tag(&name("claim/number"));
        }));
    }
    let mut desk = Desk::new(&given);
    desk.catch_up();
    desk.is_slow = true;
    desk
}

fn changed(before: &Annotation, change: impl FnOnce(&mut Annotation)) -> Edit {
    let mut after = before.clone();
    change(&mut after);
    Edit::Annotation {
        before: Some(Box::new(before.clone())),
        after: Some(Box::new(after)),
    }
}

/// How many annotations carry a tag.
fn carrying(desk: &Desk, tag: &str) -> usize {
    let carries = |one: &&Annotation| one.tags.contains(&name(tag));
    desk.app.set().annotations().filter(carries).count()
}

fn shows(desk: &Desk, words: &str) -> bool {
    desk.rows().join("\n").contains(words)
}

/// Another program notes something at the first annotation.
fn note_elsewhere(desk: &mut Desk) {
    let first = desk.app.set().annotations().next().cloned().unwrap();
    let foreign = vec![changed(&first, |after| {
        after.note = "Written elsewhere".into();
    })];
    let saved = Saved {
        foreign,
        ..Saved::default()
    };
    desk.handle(Input::Answer(Answer::Changed(saved)));
}

fn first_note(desk: &Desk) -> String {
    desk.app.set().annotations().next().unwrap().note.clone()
}

#[test]
fn a_tag_that_many_carry_is_called_otherwise_in_one_step_that_can_be_stopped() {
    let mut desk = many();
    desk.keys("Tr<Ctrl-u>figure<Enter>");
    assert!(shows(&desk, "calling claim/number figure"));
    assert_eq!(carrying(&desk, "figure"), 0);
    desk.keys("<Esc>");
    desk.catch_up();
    assert_eq!(carrying(&desk, "claim/number"), 600, "nothing was changed");
    assert!(shows(&desk, "What is claim/number to be called?"));
    desk.is_slow = true;
    desk.keys("<Enter>");
    note_elsewhere(&mut desk);
    desk.catch_up();
    assert_eq!(carrying(&desk, "figure"), 600);
    assert_eq!(first_note(&desk), "Written elsewhere");
    assert!(!shows(&desk, "to be called?") && shows(&desk, "figure, on 600 annotations"));
    desk.keys("u");
    assert_eq!(carrying(&desk, "claim/number"), 600);
    assert_eq!(first_note(&desk), "Written elsewhere");
    assert_eq!(desk.app.set().codebook().tags().len(), 2);
}

#[test]
fn a_name_that_is_taken_is_refused_where_it_was_typed() {
    let mut desk = many();
    desk.keys("Tr<Ctrl-u>doubt<Enter>");
    desk.catch_up();
    assert!(shows(&desk, "there is a tag doubt already"));
    assert!(shows(&desk, "What is claim/number to be called?"));
    assert_eq!(carrying(&desk, "claim/number"), 600);
}

#[test]
fn a_tag_that_many_carry_becomes_a_part_of_another() {
    let mut desk = many();
    desk.keys("TMdoubt<Enter>");
    assert!(shows(&desk, "600 annotations tagged claim/number"));
    desk.keys("y");
    assert!(shows(&desk, "making claim/number a part of doubt"));
    note_elsewhere(&mut desk);
    desk.catch_up();
    assert_eq!(carrying(&desk, "doubt"), 600);
    assert_eq!(first_note(&desk), "Written elsewhere");
    desk.keys("u");
    assert_eq!(carrying(&desk, "claim/number"), 600);
    assert_eq!(carrying(&desk, "doubt"), 0);
}
