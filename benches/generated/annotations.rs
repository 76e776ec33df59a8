//! Generated annotations, and the edits that make them.

use postil::model::{Annotation, AnnotationId, DocPath, Edit, Selector, TagName};

/// The identity number `number`.
pub fn id(number: usize) -> AnnotationId {
    AnnotationId::parse(&format!("01994f0e-0000-7000-8000-{number:012x}")).unwrap()
}

/// An annotation with a tag and a note.
pub fn annotation(number: usize, path: &DocPath, selector: Selector) -> Annotation {
    Annotation {
        id: id(number),
        document: path.clone(),
        selector,
        tags: vec![TagName::parse(["claim/statistic", "quote", "todo"][number % 3]).unwrap()],
        note: if number.is_multiple_of(4) {
            "Where does this number come from?".into()
        } else {
            String::new()
        },
        reviewer: "dl".into(),
        created: "2026-11-21T22:31:07Z".parse().unwrap(),
        claim: None,
        anchors: Vec::new(),
        links: Vec::new(),
    }
}

/// An edit that makes `annotation`.
pub fn making(annotation: Annotation) -> Edit {
    Edit::Annotation {
        before: None,
        after: Some(Box::new(annotation)),
    }
}
