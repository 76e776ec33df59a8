//! The values postil is about: document, annotation, tag, claim.
//!
//! Owns what they are and how they change in memory. Knows nothing of files, formats, keys or colours, and derives no
//! serialisation: how a value is written down is the business of `store`, `export` and `import`.

mod annotation;
mod by_name;
mod claim;
mod correction;
mod coverage;
mod document;
mod draft;
mod invisible;
mod laid;
mod merge;
mod numbering;
mod path;
mod problem;
mod ready_made;
mod recoding;
mod scale;
mod set;
mod span;
mod step;
mod structure;
mod tag;
mod vocabulary;

pub use annotation::{Anchor, Annotation, AnnotationId, Attachment, Selector};
pub(crate) use by_name::reordered;
pub use claim::{
    Assessment, Attribution, CheckWorthy, Claim, ClaimKind, ClaimStatus, Evidence, Link, Relation,
    Stance,
};
pub use correction::Correction;
pub use coverage::{Coverage, Stretches};
pub use document::{Document, DocumentRecord, ReadingStatus, TextHash};
pub use draft::{Draft, DraftId, DraftTarget};
pub use invisible::Invisible;
pub use laid::{Overlay, Seal};
pub use merge::Merge;
pub use numbering::Numbering;
pub use path::{DocPath, natural};
pub use problem::{Damage, Mistake, Problem};
pub use ready_made::ReadyMade;
pub use recoding::{Absorbed, Adopted, Taken};
pub use scale::{Grade, Verdict};
pub use set::{AnnotationSet, Edit};
pub use span::Span;
pub use step::{Change, Step, Turn};
pub use structure::{
    Block, BlockKind, Inline, InlineKind, Metadata, Part, Structure, Summary, on_one_line,
};
pub use tag::{Codebook, Hue, Order, Tag, TagColor, TagName, TagText};
pub(crate) use vocabulary::vocabulary;
