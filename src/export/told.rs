//! What several formats cannot hold, in the same words.

use super::{Input, Report};

impl Input<'_> {
    /// Tells that the hashes of documents are left out.
    pub(super) fn tell_of_hashes(&self, report: &mut Report) {
        let hashes = self.documents.iter().filter(|source| source.hash.is_some());
        report.tell(hashes.count(), "document", |documents| {
            format!("the hash of {documents} was left out")
        });
    }

    /// Tells that all is left out that the codebook says of tags and verdicts beside their names.
    pub(super) fn tell_of_codebook(&self, report: &mut Report) {
        let tags = self.codebook.tags().len();
        report.tell(tags, "tag", |tags| {
            format!("what the codebook says of {tags} was left out")
        });
        self.tell_of_scale(report);
    }

    /// Tells that the house's scale of verdicts is left out.
    pub(super) fn tell_of_scale(&self, report: &mut Report) {
        let grades = self.codebook.grades().len();
        report.tell(grades, "verdict", |verdicts| {
            format!("the scale of {verdicts} was left out")
        });
    }

    /// Tells that annotations lose the places where they were before they were put elsewhere.
    pub(super) fn tell_of_earlier_places(&self, report: &mut Report) {
        let moved = self.count(|annotation| !annotation.anchors.is_empty());
        report.tell(moved, "annotation", |annotations| {
            format!("the earlier places of {annotations} were left out")
        });
    }

    /// Tells that claims are left out, with all that was found of them.
    pub(super) fn tell_of_claims(&self, report: &mut Report) {
        let claims = self.count(|annotation| annotation.claim.is_some());
        report.tell(claims, "annotation", |annotations| {
            format!("the claims of {annotations} were left out")
        });
        let given = self.sum(|claim| claim.assessments.len());
        report.tell(given, "assessment", |assessments| {
            format!("left out: {assessments} of claims")
        });
        let pieces = self.sum(|claim| claim.evidence.len());
        report.tell(pieces, "piece", |pieces| {
            format!("left out: {pieces} of evidence")
        });
    }

    /// Tells that what a person recorded of whole documents is left out.
    pub(super) fn tell_of_marks_on_documents(&self, report: &mut Report) {
        let marked = self.documents.iter();
        let marked = marked.filter(|source| source.status.is_some() || !source.tags.is_empty());
        report.tell(marked.count(), "document", |documents| {
            format!("the reading status and tags of {documents} were left out")
        });
    }

    /// Tells that it is left out which of several articles in a document annotations are on.
    pub(super) fn tell_of_parts(&self, report: &mut Report) {
        let on_parts = self.items().filter(|item| item.part.is_some());
        report.tell(on_parts.count(), "annotation", |annotations| {
            format!(
                "which of several articles in one document {annotations} belong to was left out"
            )
        });
    }

    /// Tells that notes are left out.
    pub(super) fn tell_of_notes(&self, report: &mut Report) {
        let notes = self.count(|annotation| !annotation.note.is_empty());
        report.tell(notes, "note", |notes| format!("left out: {notes}"));
    }

    /// Tells that links are left out.
    pub(super) fn tell_of_links(&self, report: &mut Report) {
        let links = self.items().map(|item| item.annotation.links.len()).sum();
        report.tell(links, "link", |links| format!("left out: {links}"));
    }

    /// Tells of what a format leaves out that knows spans with labels and nothing else of them: who, when, around what.
    pub(super) fn tell_of_bare_spans(&self, report: &mut Report) {
        let contexts =
            self.count(|one| !one.selector.prefix.is_empty() || !one.selector.suffix.is_empty());
        report.tell(contexts, "quote", |quotes| {
            format!("the text around {quotes} was left out")
        });
        self.tell_of_earlier_places(report);
        self.tell_of_parts(report);
        self.tell_of_hashes(report);
    }
}
