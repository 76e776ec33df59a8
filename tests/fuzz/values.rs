//! Values of the model as a fuzzer makes them up: any that postil may come to hold, with texts that are hard to write down.

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use postil::model::{
    Anchor, Annotation, AnnotationId, Assessment, Attachment, Attribution, BlockKind, CheckWorthy,
    Claim, ClaimKind, ClaimStatus, Correction, DocPath, DocumentRecord, Edit, Evidence, Hue, Link,
    ReadingStatus, Relation, Selector, Stance, Tag, TagColor, TagName, TextHash, Verdict,
};

const HARD: &[&str] = &[
    "",
    "\"",
    "\"\"\"",
    "\\",
    "\\u0041",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{1b}]0;x\u{7}",
    "\u{85}",
    "\u{7f}",
    "\u{202e}",
    "\u{feff}",
    "\u{200b}",
    "😀",
    "é",
    "e\u{301}",
    "#",
    "'''",
    "[[annotation]]",
    "\n[[tag]]\n",
    " ",
    "word",
    "=1+1",
    "a = [",
    "another program wrote: ",
    "/",
    "日本",
];

const TAGS: &[&str] = &["todo", "claim/statistic", "a \"b\"", "è", "#x", "two words"];

const PATHS: &[&str] = &["a.txt", "b/\"c\" d.txt", "../é\n.md"];

/// A record: a tag, what is known of a document, or an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A `[[tag]]`.
    Tag(Tag),
    /// A `[[document]]`.
    Document(Box<DocumentRecord>),
    /// An `[[annotation]]`.
    Annotation(Box<Annotation>),
}

/// How many records there are in all that [`Value::make`] can make.
pub const KEYS: usize = 8;

impl Value {
    /// A value of the record `key`, below [`KEYS`].
    ///
    /// # Errors
    /// When the fuzzer has nothing left to give.
    pub fn make(u: &mut Unstructured<'_>, key: usize) -> Result<Self> {
        Ok(match key {
            0 | 1 => Self::Tag(tag(u, TAGS[key])?),
            2 | 3 => Self::Document(Box::new(document(u, PATHS[key - 2])?)),
            _ => Self::Annotation(Box::new(annotation(u, key)?)),
        })
    }

    /// The value with some of its fields taken from another one of the same record.
    ///
    /// # Errors
    /// When the fuzzer has nothing left to give.
    pub fn changed(&self, u: &mut Unstructured<'_>, key: usize) -> Result<Self> {
        let mut value = self.clone();
        let which: u16 = u.arbitrary()?;
        let bit = |at: u16| which & (1 << at) != 0;
        match (&mut value, Self::make(u, key)?) {
            (Self::Tag(old), Self::Tag(new)) => {
                take(bit(0), &mut old.key, new.key);
                take(bit(1), &mut old.color, new.color);
                take(bit(2), &mut old.definition, new.definition);
            }
            (Self::Document(old), Self::Document(new)) => {
                take(bit(0), &mut old.hash, new.hash);
                take(bit(1), &mut old.earlier, new.earlier);
                take(bit(2), &mut old.title, new.title);
                take(bit(3), &mut old.author, new.author);
                take(bit(4), &mut old.date, new.date);
                take(bit(5), &mut old.url, new.url);
                take(bit(6), &mut old.corrections, new.corrections);
                take(bit(7), &mut old.tags, new.tags);
                take(bit(8), &mut old.status, new.status);
            }
            (Self::Annotation(old), Self::Annotation(new)) => {
                take(bit(0), &mut old.document, new.document);
                take(bit(1), &mut old.selector, new.selector);
                take(bit(2), &mut old.anchors, new.anchors);
                take(bit(3), &mut old.tags, new.tags);
                take(bit(4), &mut old.note, new.note);
                take(bit(5), &mut old.reviewer, new.reviewer);
                take(bit(6), &mut old.created, new.created);
                take(bit(7), &mut old.links, new.links);
                match (&mut old.claim, new.claim) {
                    (Some(old), Some(new)) => {
                        take(bit(8), &mut old.statement, new.statement);
                        take(bit(9), &mut old.claimant, new.claimant);
                        take(bit(10), &mut old.attribution, new.attribution);
                        take(bit(11), &mut old.kinds, new.kinds);
                        take(bit(12), &mut old.checkworthy, new.checkworthy);
                        take(bit(13), &mut old.status, new.status);
                        take(bit(14), &mut old.assessments, new.assessments);
                        take(bit(15), &mut old.evidence, new.evidence);
                    }
                    (old, new) => take(bit(8), old, new),
                }
            }
            _ => {}
        }
        Ok(value)
    }

    /// The edit from `before` to `after`; none where they are the same.
    #[must_use]
    pub fn edit(before: Option<Self>, after: Option<Self>) -> Option<Edit> {
        if before == after {
            return None;
        }
        Some(match before.clone().or(after.clone())? {
            Self::Tag(_) => {
                let tag = |value| match value {
                    Some(Self::Tag(tag)) => Some(tag),
                    _ => None,
                };
                Edit::Tag {
                    before: tag(before),
                    after: tag(after),
                }
            }
            Self::Document(_) => {
                let document = |value| match value {
                    Some(Self::Document(document)) => Some(document),
                    _ => None,
                };
                Edit::Document {
                    before: document(before),
                    after: document(after),
                }
            }
            Self::Annotation(_) => {
                let annotation = |value| match value {
                    Some(Self::Annotation(annotation)) => Some(annotation),
                    _ => None,
                };
                Edit::Annotation {
                    before: annotation(before),
                    after: annotation(after),
                }
            }
        })
    }
}

fn take<T>(is_taken: bool, old: &mut T, new: T) {
    if is_taken {
        *old = new;
    }
}

/// Any text: a few hard pieces, or whatever the fuzzer likes.
///
/// # Errors
/// When the fuzzer has nothing left to give.
pub fn text(u: &mut Unstructured<'_>) -> Result<String> {
    match u.int_in_range(0..=4)? {
        0 => Ok(String::new()),
        1 => Ok(u.arbitrary::<&str>()?.chars().take(300).collect()),
        count => (1..count).map(|_| u.choose(HARD).copied()).collect(),
    }
}

fn optional<T>(
    u: &mut Unstructured<'_>,
    make: impl Fn(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Option<T>> {
    if u.arbitrary()? {
        make(u).map(Some)
    } else {
        Ok(None)
    }
}

fn several<T: PartialEq>(
    u: &mut Unstructured<'_>,
    make: impl Fn(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut all = Vec::new();
    for _ in 0..u.int_in_range(0..=3)? {
        let one = make(u)?;
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all)
}

fn any<T: Copy>(u: &mut Unstructured<'_>, all: &[T]) -> Result<T> {
    u.choose(all).copied()
}

fn name(u: &mut Unstructured<'_>) -> Result<TagName> {
    Ok(TagName::parse(any(u, TAGS)?).expect("each is a name"))
}

fn hash(u: &mut Unstructured<'_>) -> Result<TextHash> {
    Ok(TextHash::stored(&text(u)?))
}

fn time(u: &mut Unstructured<'_>) -> Result<jiff::Timestamp> {
    let seconds = u.int_in_range(-60_000_000_000..=250_000_000_000_i64)?;
    let nanos = any(u, &[0, 0, 250_000_000, 1, 999_999_999])?;
    Ok(jiff::Timestamp::new(seconds, nanos).expect("within the range"))
}

fn day(u: &mut Unstructured<'_>) -> Result<jiff::civil::Date> {
    let (year, month, day) = (
        u.int_in_range(1..=9999)?,
        u.int_in_range(1..=12)?,
        u.int_in_range(1..=28)?,
    );
    Ok(jiff::civil::date(year, month, day))
}

fn id(u: &mut Unstructured<'_>) -> Result<AnnotationId> {
    Ok(numbered(u.int_in_range(4..=7)?))
}

/// The identity of the annotation whose record is `key`.
#[must_use]
pub fn numbered(key: usize) -> AnnotationId {
    AnnotationId::parse(&format!("01994f0e-0000-7000-8000-{key:012}")).expect("an identity")
}

fn selector(u: &mut Unstructured<'_>) -> Result<Selector> {
    Ok(Selector {
        quote: text(u)?,
        prefix: text(u)?,
        suffix: text(u)?,
        start: u.arbitrary::<u32>()? as usize,
        end: u.arbitrary::<u32>()? as usize,
    })
}

fn anchor(u: &mut Unstructured<'_>) -> Result<Anchor> {
    Ok(Anchor {
        selector: selector(u)?,
        hash: optional(u, hash)?,
        how: optional(u, |u| any(u, Attachment::ALL))?,
        score: optional(u, |u| u.int_in_range(0..=100))?,
        reviewer: text(u)?,
        at: time(u)?,
    })
}

fn assessment(u: &mut Unstructured<'_>) -> Result<Assessment> {
    Ok(Assessment {
        reviewer: text(u)?,
        at: time(u)?,
        verdict: optional(u, |u| any(u, Verdict::ALL))?,
        confidence: text(u)?,
        rationale: text(u)?,
        hash: optional(u, hash)?,
    })
}

fn evidence(u: &mut Unstructured<'_>) -> Result<Evidence> {
    Ok(Evidence {
        stance: optional(u, |u| any(u, Stance::ALL))?,
        citation: text(u)?,
        url: text(u)?,
        quote: text(u)?,
        accessed: optional(u, day)?,
    })
}

fn claim(u: &mut Unstructured<'_>) -> Result<Claim> {
    Ok(Claim {
        statement: text(u)?,
        claimant: text(u)?,
        attribution: optional(u, |u| any(u, Attribution::ALL))?,
        kinds: several(u, |u| any(u, ClaimKind::ALL))?,
        checkworthy: optional(u, |u| any(u, CheckWorthy::ALL))?,
        status: optional(u, |u| any(u, ClaimStatus::ALL))?,
        assessments: several(u, assessment)?,
        evidence: several(u, evidence)?,
    })
}

fn annotation(u: &mut Unstructured<'_>, key: usize) -> Result<Annotation> {
    Ok(Annotation {
        id: numbered(key),
        document: DocPath::new(any(u, PATHS)?),
        selector: selector(u)?,
        anchors: several(u, anchor)?,
        tags: several(u, name)?,
        note: text(u)?,
        reviewer: text(u)?,
        created: time(u)?,
        claim: optional(u, claim)?,
        links: several(u, |u| {
            Ok(Link {
                to: id(u)?,
                relation: any(u, Relation::ALL)?,
            })
        })?,
    })
}

fn tag(u: &mut Unstructured<'_>, name: &str) -> Result<Tag> {
    let hue = |u: &mut Unstructured<'_>| Ok(TagColor::Named(any(u, Hue::ALL)?));
    let rgb = |u: &mut Unstructured<'_>| {
        Ok(TagColor::Rgb(
            u.arbitrary()?,
            u.arbitrary()?,
            u.arbitrary()?,
        ))
    };
    Ok(Tag {
        key: u.arbitrary()?,
        color: if u.arbitrary()? {
            optional(u, hue)?
        } else {
            optional(u, rgb)?
        },
        definition: text(u)?,
        ..Tag::new(TagName::parse(name).expect("a name"))
    })
}

fn correction(u: &mut Unstructured<'_>) -> Result<Correction> {
    let kind = any(
        u,
        &[
            BlockKind::Heading(2),
            BlockKind::Boilerplate,
            BlockKind::ListItem(0),
        ],
    )?;
    let text = format!("x{}", text(u)?);
    Ok(Correction::new(kind, &text))
}

fn document(u: &mut Unstructured<'_>, path: &str) -> Result<DocumentRecord> {
    Ok(DocumentRecord {
        hash: optional(u, hash)?,
        earlier: several(u, hash)?,
        title: optional(u, text)?,
        author: optional(u, text)?,
        date: optional(u, text)?,
        url: optional(u, text)?,
        corrections: several(u, correction)?,
        tags: several(u, name)?,
        status: optional(u, |u| any(u, ReadingStatus::ALL))?,
        ..DocumentRecord::new(DocPath::new(path))
    })
}
