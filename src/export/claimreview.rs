//! schema.org's `ClaimReview` as JSON-LD, for claims with a verdict, to be put on a page.
//!
//! What has to be there is as Google's documentation of fact checks has it: `claimReviewed`, `reviewRating`, `url`. Numbers come
//! from the house's scale; who publishes it, and where, from the settings. What has to be there and is not is told.

use std::io;

use serde::Serialize;

use super::{Input, Item, Report, Source, address};
use crate::model::{Assessment, Claim, Evidence, Grade, Metadata};
use crate::review::latest;
use crate::text::visible;

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Review<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Review<'a> {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    claim_reviewed: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Agent<'a>>,
    date_published: String,
    #[serde(rename = "reviewRating")]
    rating: Rating<'a>,
    item_reviewed: Reviewed<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Work<'a>>,
}

#[derive(Serialize)]
struct Agent<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rating<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(flatten)]
    number: Option<Number>,
    alternate_name: &'a str,
    #[serde(rename = "ratingExplanation", skip_serializing_if = "str::is_empty")]
    explanation: &'a str,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
struct Number {
    rating_value: i64,
    worst_rating: i64,
    best_rating: i64,
}

#[derive(Serialize)]
struct Reviewed<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Agent<'a>>,
    appearance: [Work<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Work<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
}

/// What every export begins with.
pub(super) const HEAD: &str = "{\n  \"@context\": \"https://schema.org\",\n  \"@graph\": [";

/// Whether an export goes on as `rest` after its head.
pub(super) fn goes_on_as(rest: &[u8]) -> bool {
    rest.starts_with(b"]\n}") || rest.starts_with(b"\n    {\n      \"@id\": \"urn:uuid:")
}

/// How many characters of a claim are shown (Google advises fewer than 75), in code points.
const SHOWN: usize = 75;

/// Writes what was found of the claims of `input`.
///
/// # Errors
/// Where serde gives up, which it has no reason to.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let scale = input.codebook.scale();
    let mut reviews = Vec::new();
    let mut lacking = Lacking::default();
    report.documents = 0;
    for source in &input.documents {
        let before = reviews.len();
        for item in source.in_order() {
            let claim = item.annotation.claim.as_ref();
            let judged = claim.and_then(|claim| Some((claim, latest(claim)?)));
            if let Some((claim, last)) = judged {
                let review = review(input, source, item, (claim, last), &scale);
                lacking.count(&review);
                reviews.push(review);
            }
        }
        report.documents += usize::from(reviews.len() > before);
    }
    let count = reviews.len();
    let text = serde_json::to_string_pretty(&Graph {
        context: "https://schema.org",
        graph: reviews,
    })?;
    let others = std::mem::replace(&mut report.annotations, count) - count;
    report.tell(others, "annotation", |annotations| {
        format!("left out: {annotations} without a verdict on a claim")
    });
    lacking.tell(input, count, report);
    tell(input, count, report);
    Ok(visible::escaped_json(for_pages(&text)).into_bytes())
}

/// JSON that can stand in a `script` of a page: nothing in it ends that or begins something else.
fn for_pages(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            c => safe.push(c),
        }
    }
    safe.push('\n');
    safe
}

fn review<'a>(
    input: &'a Input<'_>,
    source: &'a Source<'_>,
    item: &'a Item<'_>,
    (claim, last): (&'a Claim, &'a Assessment),
    scale: &[Grade],
) -> Review<'a> {
    let annotation = item.annotation;
    let publisher = &input.wishes.publisher;
    let page = address::web(&publisher.url);
    let statement = Some(claim.statement.as_str()).filter(|it| !it.trim().is_empty());
    let quote = annotation.place().quote.as_str();
    let metadata: &Metadata = item.part.unwrap_or(&source.metadata);
    let verdict = last.verdict.as_ref();
    let rating =
        verdict.and_then(|verdict| scale.iter().find(|grade| grade.name == *verdict)?.rating);
    let ratings = || scale.iter().filter_map(|grade| grade.rating);
    let range = ratings().min().zip(ratings().max());
    let number = rating
        .zip(range)
        .map(|(rating_value, (worst_rating, best_rating))| Number {
            rating_value,
            worst_rating,
            best_rating,
        });
    Review {
        id: format!("urn:uuid:{}", annotation.id),
        kind: "ClaimReview",
        url: page.map(|page| {
            let page = page.split('#').next().unwrap_or_default();
            format!("{page}#{}", annotation.id)
        }),
        claim_reviewed: statement.unwrap_or(quote),
        author: (!publisher.name.is_empty()).then_some(Agent {
            kind: "Organization",
            name: &publisher.name,
            url: page,
        }),
        date_published: last.at.strftime("%Y-%m-%d").to_string(),
        rating: Rating {
            kind: "Rating",
            number,
            alternate_name: verdict.map_or("", |verdict| verdict.as_str()),
            explanation: &last.rationale,
        },
        item_reviewed: Reviewed {
            kind: "Claim",
            text: quote,
            author: (!claim.claimant.trim().is_empty()).then_some(Agent {
                kind: "Person",
                name: &claim.claimant,
                url: None,
            }),
            appearance: [article(source, metadata)],
        },
        citation: claim.evidence.iter().filter_map(cited).collect(),
    }
}

fn article<'a>(source: &'a Source<'_>, metadata: &'a Metadata) -> Work<'a> {
    Work {
        kind: "CreativeWork",
        name: metadata
            .title
            .as_deref()
            .unwrap_or_else(|| source.path.name()),
        url: metadata.url.as_deref().and_then(address::web),
        text: "",
        author: metadata
            .authors
            .iter()
            .map(|name| Agent {
                kind: "Person",
                name,
                url: None,
            })
            .collect(),
        date_published: metadata.date.as_deref(),
    }
}

/// A source; another annotation is none that can be cited.
fn cited(evidence: &Evidence) -> Option<Work<'_>> {
    let url = address::web(&evidence.url);
    let says = url.is_some() || !evidence.citation.is_empty() || !evidence.quote.is_empty();
    (says && evidence.annotation().is_none()).then(|| Work {
        kind: "CreativeWork",
        name: &evidence.citation,
        url,
        text: &evidence.quote,
        author: Vec::new(),
        date_published: None,
    })
}

/// How many reviews lack what they should have.
#[derive(Default)]
struct Lacking {
    url: usize,
    author: usize,
    number: usize,
    appearance: usize,
    long: usize,
    persons: usize,
}

impl Lacking {
    fn count(&mut self, review: &Review<'_>) {
        let [article] = &review.item_reviewed.appearance;
        self.url += usize::from(review.url.is_none());
        self.author += usize::from(review.author.is_none());
        self.number += usize::from(review.rating.number.is_none());
        self.appearance += usize::from(article.url.is_none());
        self.long += usize::from(review.claim_reviewed.chars().count() >= SHOWN);
        self.persons += usize::from(review.item_reviewed.author.is_some());
    }

    fn tell(&self, input: &Input<'_>, count: usize, report: &mut Report) {
        if count > 0 && !input.wishes.publisher.url.is_empty() && self.url > 0 {
            let reason = "publisher_url in [export] of config.toml is no address on the web";
            report.dropped.push(reason.to_owned());
        }
        for (lacking, thing, what) in [
            (
                self.url,
                "review",
                "without the url that is required (publisher_url in [export] of config.toml)",
            ),
            (
                self.author,
                "review",
                "without an author (publisher in [export] of config.toml)",
            ),
            (
                self.number,
                "review",
                "with the verdict in words only, for want of ratings in the scale",
            ),
            (
                self.appearance,
                "review",
                "without the address of the article that makes the claim",
            ),
            (
                self.long,
                "claim",
                "longer than the 75 characters that are shown",
            ),
            (
                self.persons,
                "claimant",
                "written as a person, which it may not be",
            ),
        ] {
            report.tell(lacking, thing, |reviews| format!("{what}: {reviews}"));
        }
    }
}

fn tell(input: &Input<'_>, count: usize, report: &mut Report) {
    if count == 0 {
        return;
    }
    let judged = || {
        let claims = input
            .items()
            .filter_map(|item| item.annotation.claim.as_ref());
        claims.filter(|claim| latest(claim).is_some())
    };
    let earlier: usize = judged().map(|claim| claim.assessments.len() - 1).sum();
    report.tell(earlier, "assessment", |assessments| {
        format!("left out: {assessments} other than the verdict that counts")
    });
    let told = judged().filter(|claim| {
        claim.attribution.is_some()
            || claim.checkworthy.is_some()
            || claim.status.is_some()
            || !claim.kinds.is_empty()
    });
    report.tell(told.count(), "claim", |claims| {
        format!("attribution, kinds, check-worthiness and status of {claims} were left out")
    });
    let evidence = judged().flat_map(|claim| &claim.evidence);
    let stances = evidence.filter(|piece| piece.stance.is_some() || piece.accessed.is_some());
    report.tell(stances.count(), "piece", |pieces| {
        format!(
            "what {pieces} of evidence say of the claim, and when they were looked at, was left out"
        )
    });
    let items = input.items().filter(|item| {
        let claim = item.annotation.claim.as_ref();
        claim.is_some_and(|claim| latest(claim).is_some())
    });
    let said = items.filter(|item| {
        let one = item.annotation;
        !one.note.is_empty() || !one.tags.is_empty() || !one.links.is_empty()
    });
    report.tell(said.count(), "review", |reviews| {
        format!(
            "the notes, tags and links of {reviews}, and the places of their quotes, were left out"
        )
    });
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::export::articles::{Articles, golden};
    use crate::export::fixture::{Fixture, written};
    use crate::export::{Format, Publisher};

    fn published() -> Publisher {
        Publisher {
            name: "The Checkers".into(),
            url: "https://checks.example/libya#top".into(),
        }
    }

    #[test]
    fn claims_with_a_verdict_are_reviews() {
        let articles = Articles::rich();
        let mut input = articles.input();
        input.wishes.publisher = published();
        let (bytes, report) = written(Format::ClaimReview, &input);
        golden("claimreview.jsonld", &bytes, &report);
    }

    #[test]
    fn what_is_required_and_not_known_is_told() {
        let articles = Articles::rich();
        let (_, report) = written(Format::ClaimReview, &articles.input());
        let told = report.dropped.join("\n");
        assert!(told.contains("without the url that is required"), "{told}");
        assert!(
            told.contains("(publisher in [export] of config.toml): 2 reviews"),
            "{told}"
        );
        let mut input = articles.input();
        input.wishes.publisher.url = "javascript:alert(1)".into();
        let (bytes, report) = written(Format::ClaimReview, &input);
        assert!(
            report.dropped[1].contains("is no address on the web"),
            "{report:?}"
        );
        assert!(!String::from_utf8(bytes).unwrap().contains("javascript"));
    }

    #[test]
    fn nothing_in_it_ends_the_script_that_it_stands_in() {
        let mut fixture = Fixture::rich();
        let hostile = "</script><!-- <script> ]]> & \u{2028}";
        let claim = fixture.annotations[0].claim.as_mut().unwrap();
        claim.statement = hostile.into();
        let (bytes, _) = written(Format::ClaimReview, &fixture.input());
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["@graph"][0]["claimReviewed"], hostile);
    }
}
