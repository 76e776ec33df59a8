//! Identities: the same thing gets the same one however often it is imported.

use uuid::Uuid;

use super::{Format, Mark};
use crate::model::{AnnotationId, TagName};

/// The namespace of what came from other programs without a UUID of its own (RFC 9562, section 6.6).
const IMPORTED: Uuid = Uuid::from_u128(0xc727_9fb3_c826_41d8_ade8_c719_8e98_fbc4);

/// The identity of `mark` on the document that its file calls `article`: the UUID that came with it, or else one of
/// version 5 that is made of what it is called there, or of what it says.
pub fn of(format: Format, article: &str, mark: &Mark) -> AnnotationId {
    if let Some(known) = given(&mark.id) {
        return known;
    }
    let position = mark
        .position
        .map_or_else(String::new, |(start, end)| format!("{start}-{end}"));
    let tags: Vec<&str> = mark.tags.iter().map(TagName::as_str).collect();
    let tags = tags.join("\u{1f}");
    let contents = [&*position, &mark.quote, &tags, &mark.note, &mark.reviewer];
    let said = if mark.id.is_empty() {
        contents.join("\0")
    } else {
        mark.id.clone()
    };
    let name = [format.as_str(), article, &said].join("\0");
    made(&name)
}

/// The identity that is made of `name`.
fn made(name: &str) -> AnnotationId {
    let uuid = Uuid::new_v5(&IMPORTED, name.as_bytes());
    AnnotationId::from(uuid)
}

/// The UUID that `id` is or ends with, as `urn:uuid:…`, `{…}` or the end of an address; but not the one of nothing.
pub fn given(id: &str) -> Option<AnnotationId> {
    let last = id.trim().rsplit(['/', '#']).next()?;
    let uuid = Uuid::try_parse(last).ok()?;
    (!uuid.is_nil() && last.contains('-')).then(|| AnnotationId::from(uuid))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_uuid_keeps_it_and_all_else_gets_the_same_one_again() {
        let known = "01994f0e-0000-7000-8000-000000000001";
        for id in [
            known.to_owned(),
            format!("urn:uuid:{known}"),
            format!("{{{}}}", known.to_uppercase()),
            format!("https://example.org/notes/{known}"),
        ] {
            assert_eq!(given(&id).unwrap().to_string(), known, "{id}");
        }
        for id in ["", "7", "00000000-0000-0000-0000-000000000000", "T1"] {
            assert_eq!(given(id), None, "{id}");
        }
        let mark = Mark {
            quote: "a".into(),
            position: Some((0, 1)),
            ..Mark::default()
        };
        let here = of(Format::Brat, "a.txt", &mark);
        assert_eq!(here, of(Format::Brat, "a.txt", &mark));
        assert_ne!(here, of(Format::Brat, "b.txt", &mark));
        assert_ne!(here, of(Format::Doccano, "a.txt", &mark));
    }
}
