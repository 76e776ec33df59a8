//! Two annotations beside each other, each with what stands around it.

use std::collections::HashMap;

use super::Comparison;
use crate::app::pairing::{Around, Paired};
use crate::model::AnnotationId;

/// Two annotations that are compared.
#[derive(Debug)]
pub struct Pair {
    /// The one on the left, or above, which is called A.
    pub one: AnnotationId,
    /// The other, which is called B.
    pub other: AnnotationId,
    /// The first row that is shown.
    pub top: usize,
    /// What stands around those in documents that are not open, as far as it was read; why it could not be.
    pub around: HashMap<AnnotationId, Result<Around, String>>,
    /// Those of which it was asked for.
    pub asked: Vec<AnnotationId>,
    /// What is shown.
    pub shown: Comparison,
    /// What that was made of.
    pub made_of: Option<Paired>,
}

impl Pair {
    /// Two annotations, of whose surroundings nothing is known yet.
    #[must_use]
    pub fn new(one: AnnotationId, other: AnnotationId) -> Self {
        Self {
            one,
            other,
            top: 0,
            around: HashMap::new(),
            asked: Vec::new(),
            shown: Comparison::default(),
            made_of: None,
        }
    }
}
