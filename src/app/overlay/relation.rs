//! How two annotations stand to each other: asked for before they are linked.

use crate::model::{AnnotationId, Relation};

/// The relations that a person chooses from. What was decided between others is told by whoever decides it.
pub const RELATIONS: [Relation; 6] = [
    Relation::Supports,
    Relation::Contradicts,
    Relation::Repeats,
    Relation::Updates,
    Relation::Undercuts,
    Relation::Cites,
];

/// Two annotations that are to be linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationChoice {
    /// The one that is called A.
    pub one: AnnotationId,
    /// The one that is called B.
    pub other: AnnotationId,
    /// Whether the link goes from B to A.
    pub is_swapped: bool,
    /// The number of the chosen relation.
    pub selected: usize,
}

impl RelationChoice {
    /// Where the link begins, and where it ends.
    #[must_use]
    pub fn ends(&self) -> (AnnotationId, AnnotationId) {
        if self.is_swapped {
            (self.other, self.one)
        } else {
            (self.one, self.other)
        }
    }

    /// What a link says: `A contradicts B`.
    #[must_use]
    pub fn sentence(&self, relation: Relation) -> String {
        let (from, to) = if self.is_swapped {
            ("B", "A")
        } else {
            ("A", "B")
        };
        format!("{from} {} {to}", relation.as_str())
    }
}

/// What it means that one annotation stands so to another.
#[must_use]
pub fn meaning(relation: Relation) -> &'static str {
    match relation {
        Relation::Supports => "is a reason to believe it",
        Relation::Contradicts => "cannot be true if the other is",
        Relation::Repeats => "says the same again",
        Relation::Updates => "replaces it with something newer",
        Relation::Undercuts => "takes away the ground it stands on",
        Relation::Cites => "refers to it",
        Relation::Decides => "says what holds where the others disagree",
    }
}

/// The command that chooses a relation.
#[must_use]
pub fn command(relation: Relation) -> &'static str {
    match relation {
        Relation::Supports => "relate-supports",
        Relation::Contradicts => "relate-contradicts",
        Relation::Repeats => "relate-repeats",
        Relation::Updates => "relate-updates",
        Relation::Undercuts => "relate-undercuts",
        Relation::Cites => "relate-cites",
        Relation::Decides => "adjudicate",
    }
}
