//! The values postil is about: document, annotation, tag, claim.
//!
//! Owns what they are and how they change in memory. Knows nothing of files, formats, keys or colours, and derives no
//! serialisation: how a value is written down is the business of `store`, `export` and `import`.

mod annotation;
mod claim;
mod document;
mod problem;
mod set;
mod span;
mod tag;
mod vocabulary;

pub use annotation::{Annotation, AnnotationId, Selector};
pub use claim::{
    Assessment, Attribution, CheckWorthy, Claim, ClaimKind, ClaimStatus, Evidence, Link, Relation,
    Stance, Verdict,
};
pub use document::{
    Block, BlockKind, DocPath, Document, DocumentRecord, Metadata, ReadingStatus, TextHash,
};
pub use problem::Problem;
pub use set::{AnnotationSet, Edit};
pub use span::Span;
pub use tag::{Codebook, Hue, Tag, TagColor, TagName};
pub(crate) use vocabulary::vocabulary;
