//! Furniture that comes in whole sentences: notices about rights, cookies and opinions, requests to subscribe, credits.
//! Sentences of an article begin with the same words now and then, or hold them, so that here a sentence counts only
//! where all of it speaks of the page that it stands on.

use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};
use regex::bytes::{Regex, RegexBuilder};

use super::looks;

/// The longest paragraph that can be a legal notice, in bytes.
pub(super) const LONGEST: usize = 1200;

/// The fewest words that make a sentence of an article out of what might be a button or a label.
const PROSE: usize = 7;

/// How notices begin that nothing else begins like, in lower case.
#[rustfmt::skip]
const SURE: &[&str] = &[
    "a version of this article ", "a version of this story ", "also read:", "as a subscriber, you have", "read also:",
    "read more:", "our standards:", "the bbc is not responsible for", "the brookings institution is committed to ",
    "the brookings institution is a nonprofit", "this article has been amended", "this article has been corrected",
    "this article was amended", "this article was corrected on", "this article was updated on",
    "this conversation has been ", "this conversation was edited", "this interview has been edited",
    "this interview was edited", "this interview has been condensed", "this page was last ", "this story has been corrected",
    "this story has been updated", "this transcript has been edited", "with reporting by ", "©",
];

/// What paragraphs about rights say, and no others.
#[rustfmt::skip]
const RIGHTS: &[&str] = &[
    "all rights reserved", "alle rechte vorbehalten", "as an amazon associate", "attribution 4.0",
    "attribution-noncommercial", "by signing up you agree", "by subscribing you agree", "creative commons attribution",
    "derechos reservados", "droits réservés", "licensed under cc", "may not be published, broadcast",
    "originally written for an undergraduate", "reproduction in whole or in part",
    "republished under a creative commons", "takes no institutional positions", "without the prior written permission",
];

/// What paragraphs say about whose opinion it is.
#[rustfmt::skip]
const OPINIONS: &[&str] = &[
    "author and do not necessarily", "author's own and do not", "authors and do not necessarily",
    "author’s own and do not", "do not necessarily reflect", "do not necessarily represent",
    "does not necessarily reflect", "does not necessarily represent", "must not be taken to reflect",
    "need not reflect", "should not be attributed to", "views expressed",
];

/// What paragraphs about rights say, and articles about rights do too.
#[rustfmt::skip]
const MAYBE: &[&str] = &[
    "cookies to ensure", "cookies to give you", "cookies to improve", "cookies to personali", "cookies to provide",
    "does not constitute an endorsement", "is licensed under a", "may not be reproduced", "our cookie policy",
    "our privacy policy", "our terms of service", "under a creative commons", "unauthorized reproduction",
    "use of cookies",
];

/// One of these is in each of the lists above: a paragraph without any of them, as nearly all are, is looked at for
/// nothing more.
#[rustfmt::skip]
const STEMS: [&str; 22] = [
    "amazon associate", "attribut", "cookie", "creative commons", "endorsement", "institutional positions",
    "licensed under", "may not be", "necessarily", "not reflect", "our privacy policy", "our terms of service",
    "own and do not", "reproduction", "reserv", "réserv", "to reflect", "views expressed", "vorbehalten", "written for an",
    "written permission", "you agree",
];

/// Whose opinion it is.
static WHOSE: Pattern = Pattern::new(
    "\\b(authors?|contributors?|endorse\\w*|expressed|interviewees?|not necessarily those|publishers?|\
    solely|speakers?|their own|those of|writers?)\\b",
);

/// What tells that a sentence speaks of the page it stands on, and of those who read it.
static PAGE: Pattern = Pattern::new(
    "\\b(this|these|our|the full|the original|the entire|more) (app|articles?|blog|briefing|channel|column|\
    content|contents|coverage|essay|form|interview|journalism|material|newsletters?|page|piece|podcasts?|posts?|\
    privacy|publication|reporting|series|site|stories|story|terms|text|transcript|video|webpage|website|work)\\b|\
    \\b(ad[- ]free|amazon associate|browser|click|cookie policy|cookies (on|to)|creative commons|daily digest|e-?mails?|\
    email address|facebook|free trial|funders|inbox|instagram|javascript|linkedin|log in|logged in|mailing list|\
    newsletters?|new posts|patreon|podcasts?|privacy policy|republish\\w*|required fields|rights reserved|rss|\
    sign(ed|ing)? (in|up)|subscri(be|ber|bers|bing|ption|ptions)|telegram|terms of (service|use)|tip jar|twitter|\
    unlimited access|unsubscribe|website|whatsapp|wikipedia|written permission|you (agree|consent)|youtube)\\b|\
    we use cookies|samaritans|confidential support|media inquiries|press inquiries|https?://|www\\.|\\.(com|org|net)\\b|[a-z]@[a-z]|©",
);

/// What tells that a notice is about the page or the site that it stands on.
static ABOUT: Pattern = Pattern::new(
    "\\b(this|these|our) (app|articles?|blog|content|essay|material|page|pages|piece|podcast|policy|posts?|\
    publication|report|series|service|site|sites|stories|story|text|transcript|video|web site|webpage|website|work)\\b|\
    ^(all|articles|content|except|images|material|materials|no part|text|unauthorized|unless)\\b|\
    our (cookie|privacy) policy|our terms|we use|written permission|you (agree|consent)|©",
);

/// Lines of credits, and of what journals and archives tell about a paper.
static CREDITS: Pattern = Pattern::new(
    "^[a-z][^.;:]+ contributed (reporting|research|to (this|the) (article|report|story))\
    ( (from|for|to|in) [^.;:]+)?\\.?$|^additional reporting by [^.;:]+\\.?$|^pe \\d{3}\\.\\d{3}$|\
    ^(working|discussion|policy|research|occasional) paper (no\\.? ?)?\\d+([/-]\\d+)?$|\
    ^pages? \\d+(-|–)\\d+ \\||^comments: \\d+ pages\\b|^subjects: .*\\([a-z-]+\\.[a-z-]+\\)|\
    ^received:? .+[;,/|.] ?(revised|accepted)\\b|\
    ^(competing interests?|conflicts? of interests?): (the|all|no|none|i|we)\\b|\
    ^\\[ ?(read|see|watch) (also|more):? .*\\]$|^\\[submitted on \\d",
);

/// How the lines of credits begin, beside those in which somebody has contributed.
#[rustfmt::skip]
const CREDIT_BEGINNINGS: [&str; 22] = [
    "[ read", "[ see", "[ watch", "[read", "[see", "[submitted on ", "[watch", "additional reporting by ", "comments: ",
    "competing interest", "conflict of interest", "conflicts of interest", "discussion paper ", "occasional paper ",
    "page ", "pages ", "pe ", "policy paper ", "received", "research paper ", "subjects: ", "working paper ",
];

/// What somebody in a line of credits has contributed.
#[rustfmt::skip]
const CONTRIBUTED: [&str; 8] = [
    "reporting", "research", "to the article", "to the report", "to the story", "to this article", "to this report",
    "to this story",
];

/// A pattern that is prepared where it is asked for the first time: in most articles none is, and preparing one takes
/// longer than reading a page.
struct Pattern {
    pattern: &'static str,
    prepared: OnceLock<Option<Regex>>,
}

impl Pattern {
    const fn new(pattern: &'static str) -> Self {
        Self {
            pattern,
            prepared: OnceLock::new(),
        }
    }

    fn is_in(&self, text: &str) -> bool {
        // By bytes: every way in which a character may be written would take longer to prepare than an article to read.
        let prepared = self.prepared.get_or_init(|| {
            let builder = RegexBuilder::new(self.pattern).unicode(false).build();
            builder.ok()
        });
        prepared
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(text.as_bytes()))
    }
}

/// Whether `line` is so long a sentence that it may be one of the article.
pub(super) fn is_prose(line: &str) -> bool {
    let end = line.trim_end_matches(['”', '"', '’', ')', ']']);
    looks::words(line) >= PROSE && end.ends_with(['.', '!'])
}

/// Whether `line`, `lower` in lower case, which begins as furniture does, is furniture to its end.
pub(super) fn speaks_of_page(line: &str, lower: &str) -> bool {
    // The first word is that of the beginning.
    let rest = lower.split_once(' ').map_or("", |(_, rest)| rest);
    !is_prose(line) || is_sure(lower) || PAGE.is_in(rest)
}

fn is_sure(lower: &str) -> bool {
    looks::begins_with(lower, SURE)
}

/// Whether `text`, `lower` in lower case, is about rights, cookies or whose opinion it is, and no part of an article.
pub(super) fn is_notice(text: &str, lower: &str) -> bool {
    if text.len() > LONGEST || text.len() < 9 || text.starts_with(['“', '"', '«', '„']) {
        return false;
    }
    let is_agency = lower.starts_with("(reporting by")
        || (lower.starts_with("reporting by") && lower.len() < 300);
    is_agency
        || is_sure(lower)
        || is_credit(lower)
        || is_about_rights(text, lower)
        || (lower.starts_with("we are supported by ") && PAGE.is_in(lower))
}

fn is_credit(lower: &str) -> bool {
    let contributed = || {
        let mut said = memchr::memmem::find_iter(lower.as_bytes(), " contributed ");
        said.any(|at| {
            let what = lower.get(at + " contributed ".len()..).unwrap_or_default();
            looks::begins_with(what, &CONTRIBUTED)
        })
    };
    (looks::begins_with(lower, &CREDIT_BEGINNINGS) || contributed()) && CREDITS.is_in(lower)
}

/// Whether `text`, `lower` in lower case, is about rights, or whose opinion it is.
fn is_about_rights(text: &str, lower: &str) -> bool {
    // Nearly every paragraph has none, which is told of all of them at once.
    static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostFirst);
        builder.build(STEMS).ok()
    });
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    FINDER.as_ref().is_none_or(|finder| finder.is_match(lower))
        && (says(RIGHTS)
            || (says(OPINIONS) && WHOSE.is_in(lower))
            || (says(MAYBE) && (!is_prose(text) || ABOUT.is_in(lower))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::structure::furniture::{self, Line};

    #[test]
    fn every_phrase_holds_a_stem() {
        for phrase in RIGHTS.iter().chain(OPINIONS).chain(MAYBE) {
            assert!(STEMS.iter().any(|stem| phrase.contains(stem)), "{phrase}");
        }
    }

    #[test]
    fn sentences_of_an_article_are_no_furniture() {
        for line in [
            "The data were released under a Creative Commons licence last year, and nobody has used them since.",
            "The court held that a photograph may not be reproduced without consent, even where the sitter is dead.",
            "In court, lawyers argued that the logs showed the use of cookies to follow users from one site to another.",
            "See also the chapter on bridges, where I argue that none of this was new.",
            "Powered by coal, the line ran at a loss from the day it opened.",
            "Support our troops, the posters said; nobody did.",
            "Subscribe to that theory and nothing follows. Salt is cheap because nobody owns the sea.",
            "Recommended: nothing. The committee had met nine times.",
            "Originally posted to Kabul, she asked for Oslo and got neither.",
            "Have a story to tell and they will listen, she says of the council.",
            "Thanks for reading these nine years. I was glad of the company, and I hope that you were too.",
            "Polls do not necessarily reflect how people vote once they stand in the booth.",
            "Recognition does not constitute an endorsement, the ministry said on Friday.",
            "She had contributed to this report of the commission; nobody thanked her.",
            "Share prices fell for the third day as the talks went on.",
        ] {
            assert_eq!(furniture::of(line), None, "{line}");
        }
    }

    #[test]
    fn sentences_about_the_page_are_furniture() {
        for line in [
            "Sign up for our newsletter and never miss a story from the valley.",
            "This website uses cookies to improve your experience while you read.",
            "© 2021 The Quay. All rights reserved.",
            "This article is republished under a Creative Commons licence. Read the original.",
            "This work is licensed under a Creative Commons licence.",
            "Thanks for reading! Subscribe for free to receive new posts.",
            "Nick Farr contributed reporting from Atlanta.",
            "CNN’s Helen Reed contributed to this report.",
            "With reporting by The Quay’s foreign desk",
            "This article was amended on 9 May 2021. An earlier version said the mill was built in 1841.",
            "As a subscriber, you have 10 gift articles to give each month.",
            "[ Read also: The river that moved ]",
            "Read also: The river that moved",
            "The BBC is not responsible for the content of external sites.",
            "This interview has been edited and condensed.",
            "Check against delivery",
            "Enditem",
            "DW RECOMMENDS",
            "PE 593.559",
            "Working Paper 12/2016",
            "Pages 33-51 | Published online: 3 May 2019",
            "Comments: 24 pages, 3 figures",
            "Subjects: Combinatorics (math.CO); Probability (math.PR)",
            "Received: March 2, 2020; Accepted: August 26, 2020",
            "Competing interests: The authors have declared that no competing interests exist.",
            "We are supported by a diverse array of funders. In line with our values, each is named.",
        ] {
            assert_eq!(furniture::of(line), Some(Line::Furniture), "{line}");
        }
    }
}
