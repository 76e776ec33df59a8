//! What formats for people leave out, in the same words.

use super::{Input, Report};

/// Tells of what none of these formats holds: the rest of the codebook, the scale of verdicts, earlier places.
pub(super) fn tell_of_rest(input: &Input<'_>, report: &mut Report) {
    let tags = input.codebook.tags().iter();
    let guided = tags.filter(|tag| {
        tag.glyph.is_some()
            || tag.retired
            || !tag.use_for.is_empty()
            || !tag.not_for.is_empty()
            || !tag.examples.is_empty()
    });
    report.tell(guided.count(), "tag", |tags| {
        format!("the sign, examples and rules of use of {tags} were left out")
    });
    tell_of_scale(input, report);
    tell_of_places(input, report);
}

/// Tells that the house's scale of verdicts is left out.
pub(super) fn tell_of_scale(input: &Input<'_>, report: &mut Report) {
    report.tell(input.codebook.grades().len(), "verdict", |verdicts| {
        format!("the scale of {verdicts} was left out")
    });
}

/// Tells that it is left out where annotations were before they were put elsewhere.
pub(super) fn tell_of_places(input: &Input<'_>, report: &mut Report) {
    let moved = input.count(|annotation| !annotation.anchors.is_empty());
    report.tell(moved, "annotation", |annotations| {
        format!("the earlier places of {annotations} were left out")
    });
}
