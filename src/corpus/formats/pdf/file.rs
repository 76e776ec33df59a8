//! A PDF file and its pages: opening it, following references, unpacking streams. Nothing outside this file and `fonts`
//! speaks to the crate that parses PDF files.
//!
//! Every stream is unpacked within a budget that the whole file shares, every walk through the file remembers where it
//! was, and a panic of the crate costs what it was asked for and reaches no screen.

use std::cell::Cell;
use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use lopdf::{DecompressError, Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use super::glyphs::Matrix;
use crate::corpus::Fault;
use crate::model::on_one_line;

/// What all streams of a file may unpack to, in bytes.
const UNPACKED: usize = 512 << 20;
/// What one stream may unpack to, in bytes.
const LARGEST_STREAM: usize = 128 << 20;
/// More pages than this are a mistake or an attack.
const MANY_PAGES: usize = 20_000;
/// How deep the tree of pages is followed.
const DEEPEST_PAGE: usize = 64;

/// An open file.
pub(super) struct File {
    /// The file as the crate has it.
    pub(super) document: Document,
    /// How many bytes may still be unpacked.
    budget: Cell<usize>,
}

/// One page, with what it inherits.
pub(super) struct Page<'f> {
    /// The page's own dictionary.
    pub(super) dictionary: &'f Dictionary,
    /// Where its fonts and forms are.
    pub(super) resources: Option<&'f Dictionary>,
    /// What turns its coordinates into points from the lower left corner of the page as it is seen.
    pub(super) placed: Matrix,
    /// How wide it is as it is seen, in points.
    pub(super) width: f64,
    /// How high it is as it is seen, in points.
    pub(super) height: f64,
}

/// What a page inherits from the nodes above it.
#[derive(Clone, Copy, Default)]
struct Inherited<'f> {
    resources: Option<&'f Dictionary>,
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
    turn: i64,
}

impl File {
    /// Opens the file that `bytes` are; an empty password is tried where it is encrypted.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Fault> {
        let options = LoadOptions::with_max_decompressed_size(LARGEST_STREAM);
        let loaded = guarded(|| Document::load_mem_with_options(bytes, options));
        let document = match loaded {
            Some(Ok(document)) => document,
            Some(Err(error)) => return Err(fault(&error)),
            None => return Err(damaged("its structure makes no sense")),
        };
        if document.is_encrypted() {
            return Err(Fault::Locked);
        }
        Ok(Self {
            document,
            budget: Cell::new(UNPACKED),
        })
    }

    /// What `object` refers to, or itself.
    pub(super) fn follow<'f>(&'f self, object: &'f Object) -> Option<&'f Object> {
        self.document
            .dereference(object)
            .ok()
            .map(|(_, object)| object)
    }

    /// What `key` leads to in `dictionary`.
    pub(super) fn get<'f>(&'f self, dictionary: &'f Dictionary, key: &str) -> Option<&'f Object> {
        self.follow(dictionary.get(key.as_bytes()).ok()?)
    }

    /// The dictionary, or dictionary of a stream, that `key` leads to.
    pub(super) fn dictionary<'f>(
        &'f self,
        dictionary: &'f Dictionary,
        key: &str,
    ) -> Option<&'f Dictionary> {
        match self.get(dictionary, key)? {
            Object::Dictionary(found) => Some(found),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The array that `key` leads to.
    pub(super) fn array<'f>(
        &'f self,
        dictionary: &'f Dictionary,
        key: &str,
    ) -> Option<&'f [Object]> {
        self.get(dictionary, key)?
            .as_array()
            .ok()
            .map(Vec::as_slice)
    }

    /// The number that `key` leads to.
    pub(super) fn number(&self, dictionary: &Dictionary, key: &str) -> Option<f64> {
        number(self.get(dictionary, key)?)
    }

    /// The numbers in the array that `key` leads to, where there are at least `N`.
    pub(super) fn numbers<const N: usize>(
        &self,
        dictionary: &Dictionary,
        key: &str,
    ) -> Option<[f64; N]> {
        let array = self.array(dictionary, key)?;
        let mut numbers = [0.0; N];
        for (at, number_at) in numbers.iter_mut().enumerate() {
            *number_at = number(self.follow(array.get(at)?)?)?;
        }
        Some(numbers)
    }

    /// The text string that `key` leads to, decoded.
    pub(super) fn text(&self, dictionary: &Dictionary, key: &str) -> Option<String> {
        let object = self.get(dictionary, key)?;
        let text = guarded(|| lopdf::decode_text_string(object).ok()).flatten()?;
        let text = text.replace(char::is_control, " ");
        let text = on_one_line(&text);
        (!text.is_empty()).then_some(text)
    }

    /// The bytes of `stream` with its filters undone; none where they cannot be.
    ///
    /// # Errors
    /// When the file has unpacked to more than it may.
    pub(super) fn unpacked(&self, stream: &Stream) -> Result<Vec<u8>, Fault> {
        let limit = self.budget.get().min(LARGEST_STREAM);
        let unpacked = guarded(|| stream.get_plain_content_with_limit(limit));
        match unpacked {
            Some(Ok(bytes)) => {
                self.budget
                    .set(self.budget.get().saturating_sub(bytes.len()));
                Ok(bytes)
            }
            Some(Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded {
                ..
            }))) => Err(swollen()),
            _ => Ok(Vec::new()),
        }
    }

    /// The streams that a page is drawn by, one after the other.
    ///
    /// # Errors
    /// As [`File::unpacked`].
    pub(super) fn content(&self, page: &Page<'_>) -> Result<Vec<u8>, Fault> {
        let mut content = Vec::new();
        let pieces = match self.get(page.dictionary, "Contents") {
            Some(Object::Array(pieces)) => pieces
                .iter()
                .filter_map(|piece| self.follow(piece))
                .collect(),
            Some(stream) => vec![stream],
            None => Vec::new(),
        };
        for stream in pieces
            .into_iter()
            .filter_map(|piece| piece.as_stream().ok())
        {
            content.extend(self.unpacked(stream)?);
            content.push(b'\n');
        }
        Ok(content)
    }

    /// The pages in order.
    ///
    /// # Errors
    /// When there are none, or far too many.
    pub(super) fn pages(&self) -> Result<Vec<Page<'_>>, Fault> {
        let mut pages = self.tree().unwrap_or_default();
        if pages.is_empty() {
            // A tree that is broken may have sound leaves.
            let leaves = self
                .document
                .objects
                .values()
                .filter_map(|object| object.as_dict().ok());
            let leaves = leaves.filter(|leaf| leaf.has_type(b"Page"));
            pages = leaves
                .map(|leaf| Self::page(leaf, self.inherited(leaf, Inherited::default())))
                .collect();
        }
        if pages.is_empty() {
            return Err(damaged("it has no pages"));
        }
        if pages.len() > MANY_PAGES {
            return Err(swollen());
        }
        Ok(pages)
    }

    /// The leaves of the tree of pages, each with what it inherits.
    fn tree(&self) -> Option<Vec<Page<'_>>> {
        let root = self.document.trailer.get(b"Root").ok()?;
        let catalog = self.follow(root)?.as_dict().ok()?;
        let top = catalog.get(b"Pages").ok()?;
        let mut seen: HashSet<ObjectId> = HashSet::new();
        let mut waiting = vec![(top, Inherited::default(), 0)];
        let mut pages = Vec::new();
        while let Some((object, inherited, depth)) = waiting.pop() {
            let is_known = object.as_reference().is_ok_and(|id| !seen.insert(id));
            let Some(node) = self.follow(object).and_then(|node| node.as_dict().ok()) else {
                continue;
            };
            if is_known || depth > DEEPEST_PAGE || pages.len() > MANY_PAGES {
                continue;
            }
            let inherited = self.inherited(node, inherited);
            if let Some(kids) = self.array(node, "Kids") {
                waiting.extend(kids.iter().rev().map(|kid| (kid, inherited, depth + 1)));
            } else {
                pages.push(Self::page(node, inherited));
            }
        }
        Some(pages)
    }

    fn inherited<'f>(&'f self, node: &'f Dictionary, above: Inherited<'f>) -> Inherited<'f> {
        let turn = self.number(node, "Rotate").map(super::whole);
        Inherited {
            resources: self.dictionary(node, "Resources").or(above.resources),
            media: self.numbers(node, "MediaBox").or(above.media),
            crop: self.numbers(node, "CropBox").or(above.crop),
            turn: turn.unwrap_or(above.turn),
        }
    }

    fn page<'f>(dictionary: &'f Dictionary, inherited: Inherited<'f>) -> Page<'f> {
        let letter = [0.0, 0.0, 612.0, 792.0];
        let sound = |sides: &[f64; 4]| {
            (sides[2] - sides[0]).abs() > 1.0 && (sides[3] - sides[1]).abs() > 1.0
        };
        let sides = inherited
            .crop
            .filter(sound)
            .or(inherited.media.filter(sound));
        let [a, b, c, d] = sides.unwrap_or(letter);
        let (left, bottom) = (a.min(c), b.min(d));
        let (width, height) = ((a - c).abs(), (b - d).abs());
        let placed = match inherited.turn.rem_euclid(360) {
            90 => Matrix([0.0, -1.0, 1.0, 0.0, -bottom, left + width]),
            180 => Matrix([-1.0, 0.0, 0.0, -1.0, left + width, bottom + height]),
            270 => Matrix([0.0, 1.0, -1.0, 0.0, bottom + height, -left]),
            _ => Matrix([1.0, 0.0, 0.0, 1.0, -left, -bottom]),
        };
        let (width, height) = if inherited.turn.rem_euclid(180) == 90 {
            (height, width)
        } else {
            (width, height)
        };
        Page {
            dictionary,
            resources: inherited.resources,
            placed,
            width,
            height,
        }
    }
}

/// The number that `object` is.
pub(super) fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(number) => i32::try_from(*number).ok().map(f64::from),
        Object::Real(number) => Some(f64::from(*number)).filter(|number| number.is_finite()),
        _ => None,
    }
}

fn fault(error: &lopdf::Error) -> Fault {
    use lopdf::Error as E;
    match error {
        E::InvalidPassword | E::Decryption(_) | E::UnsupportedSecurityHandler(_) => Fault::Locked,
        E::Decompress(DecompressError::MemoryLimitExceeded { .. }) => swollen(),
        E::Xref(_) | E::MissingXrefEntry | E::InvalidOffset(_) => {
            damaged("its table of contents is broken")
        }
        _ => damaged("its structure makes no sense"),
    }
}

/// The file is no sound PDF because of `cause`.
pub(super) fn damaged(cause: &str) -> Fault {
    Fault::Damaged {
        format: "PDF",
        cause: cause.to_owned(),
    }
}

/// The file is larger inside than any article.
pub(super) fn swollen() -> Fault {
    Fault::Swollen((UNPACKED >> 20) as u64)
}

thread_local! {
    /// Whether this thread is at work that may panic without a word.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Does `work`, which asks the crate for something; `None` where the crate panicked. Its message reaches nobody: it would
/// tear the screen, and it says nothing that a reader could act on.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let earlier = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_GUARDED.get() {
                earlier(info);
            }
        }));
    });
    let outer = IS_GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(outer);
    done.ok()
}
