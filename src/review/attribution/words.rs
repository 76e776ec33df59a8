//! The words that attribution is told by, in English, German, French and Spanish. All are in lower case.

/// Verbs of saying after which what was said may follow at once: `said the mill was closed`.
#[rustfmt::skip]
const SAYS: &[&str] = &[
    "said", "says", "say", "told", "tells", "tell",
    "sagte", "sagt", "sagten", "sagen", "erklärte", "erklärt", "erklärten", "betonte", "behauptete", "berichtete",
    "schrieb", "meinte", "warnte", "versicherte", "räumte",
    "dit", "déclaré", "affirmé", "expliqué", "assuré", "affirme", "déclare", "explique", "assure", "estime", "ajouté",
    "dijo", "afirmó", "aseguró", "declaró", "explicó", "señaló", "añadió", "sostuvo", "dicen", "indicó", "advirtió",
];

/// Verbs of saying that mean something else as often: they count with `that`, with a quotation, or behind what was said.
#[rustfmt::skip]
const CLAIMS: &[&str] = &[
    "added", "adds", "announced", "announces", "argued", "argues", "argue", "asserted", "asserts", "assert", "claimed",
    "claims", "claim", "confirmed", "confirms", "confirm", "conceded", "concedes", "acknowledged", "acknowledges",
    "acknowledge", "admitted", "admits", "admit", "alleged", "alleges", "allege", "insisted", "insists", "insist",
    "maintained", "maintains", "maintain", "noted", "notes", "note", "observed", "observes", "observe", "predicted",
    "predicts", "predict", "replied", "replies", "answered", "reported", "reports", "report", "revealed", "reveals",
    "reveal", "stated", "states", "state", "stressed", "stresses", "stress", "suggested", "suggests", "suggest",
    "testified", "testifies", "tweeted", "warned", "warns", "warn", "wrote", "writes", "write", "explained", "explains",
    "explain", "estimated", "estimates", "estimate", "believe", "believes", "believed", "thinks", "think", "denied",
    "denies", "deny", "declared", "declares", "declare", "emphasised", "emphasized", "emphasises", "emphasizes",
    "concluded", "concludes", "conclude", "complained", "complains", "contended", "contends", "contend", "recalled",
    "recalls", "remarked", "remarks", "responded", "responds", "boasted", "quipped", "muses", "mused", "asked", "asks",
    "found", "finds", "find", "show", "shows", "showed", "indicates", "indicate", "indicated", "reads", "read", "cautioned",
    "counters", "countered", "cried", "shouted", "wondered", "wonders", "joked", "concurred", "agreed", "agrees", "agree",
    "reckons", "reckon", "reckoned", "hopes", "fears", "vowed", "promised", "promises", "proposed", "disclosed",
    "remembers", "remembered", "continued", "continues", "went", "posted", "commented", "comments", "put",
];

/// Those of them after which what was said may follow without `that`, where a finite verb is in it.
#[rustfmt::skip]
const CLAIMS_AT_ONCE: &[&str] = &[
    "claimed", "claims", "claim", "believe", "believes", "believed", "thinks", "think", "insisted", "insists", "insist",
    "argued", "argues", "argue", "alleged", "alleges", "admitted", "admits", "predicted", "predicts", "reckons", "reckon",
    "estimates", "estimate", "conceded", "denies", "suggests", "warned", "promised", "announced", "maintains", "acknowledged",
    "estimated", "suggest", "believed", "stressed", "explained",
];

/// Verbs that are as often in the sentence without being of it; they count only beside a quotation.
const BESIDE_QUOTES: &[&str] = &[
    "went",
    "put",
    "read",
    "reads",
    "continued",
    "continues",
    "hopes",
    "fears",
    "posted",
    "comments",
    "asked",
    "asks",
    "wondered",
    "wonders",
    "cried",
    "shouted",
    "joked",
    "proposed",
    "agreed",
    "agrees",
    "agree",
    "vowed",
];

/// What is not said, asserted or meant: the verb behind one of these attributes nothing.
#[rustfmt::skip]
pub(super) const NO_ASSERTION: &[&str] = &[
    "not", "never", "would", "could", "may", "might", "should", "can", "cannot", "will", "to", "must", "shall", "didn’t",
    "didn't", "don’t", "don't", "doesn’t", "doesn't", "won’t", "won't", "wouldn’t", "wouldn't", "couldn’t", "couldn't",
    "hardly", "be", "being", "let", "nicht", "nie", "ne", "no", "nunca", "hasn’t", "hasn't", "haven’t", "haven't",
];

/// Forms of `to be` before a verb of saying: nobody is named who says it.
pub(super) const PASSIVE: &[&str] = &["is", "are", "was", "were", "been"];

/// Words between a subject and its verb.
#[rustfmt::skip]
pub(super) const BETWEEN: &[&str] = &[
    "has", "have", "had", "also", "later", "then", "once", "recently", "repeatedly", "reportedly", "publicly", "again", "now",
    "often", "long", "already", "previously", "earlier", "since", "still", "simply", "further", "himself", "herself",
    "themselves", "itself", "a", "ont", "hat", "haben", "ha", "han", "había", "avait", "first", "duly", "always", "just",
];

/// What follows a verb of saying where nothing is asserted.
#[rustfmt::skip]
pub(super) const SAYS_NOTHING: &[&str] = &[
    "nothing", "little", "no", "yes", "goodbye", "so", "hello", "farewell", "much", "more", "less", "something", "anything",
    "everything", "sorry", "thanks", "to", "as", "of", "about", "whether", "if", "how", "why", "what", "where", "when",
    "who", "it", "off", "and", "or", "but", "than", "them",
];

/// Verbs of what is written, after which what it shows may follow at once.
#[rustfmt::skip]
pub(super) const SHOWS: &[&str] = &["show", "shows", "showed", "indicate", "indicates", "indicated"];

/// What what is said begins with.
pub(super) const THAT: &[&str] = &[
    "that",
    "dass",
    "que",
    "qu’il",
    "qu’elle",
    "qu'il",
    "qu'elle",
];

/// Verbs that a clause is known by.
#[rustfmt::skip]
pub(super) const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "did", "does", "do",
    "should", "must", "cannot", "wouldn’t", "won’t", "isn’t", "aren’t", "wasn’t", "doesn’t", "didn’t",
];

/// Words that a clause inside another begins with: a verb behind one of them is not the one that is looked for.
pub(super) const RELATIVE: &[&str] = &[
    "that", "which", "who", "whom", "whose", "where", "when", "what",
];

/// Articles and what stands in their place.
#[rustfmt::skip]
pub(super) const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "this", "these", "those", "another", "one", "both", "our", "my",
    "der", "die", "das", "dem", "den", "des", "ein", "eine", "einer", "einem", "eines", "le", "la", "les", "un", "une",
    "el", "los", "las", "una", "du", "sein", "seine", "ihre", "son", "sa", "su",
];

/// Words that say how many, and not who.
#[rustfmt::skip]
pub(super) const HOW_MANY: &[&str] = &[
    "some", "many", "several", "most", "others", "two", "three", "four", "five", "six", "dozens", "other", "various",
    "numerous", "few", "einige", "viele", "plusieurs", "certains", "algunos", "muchos", "varios",
];

/// Words that refer back to somebody; who that is, is not guessed.
#[rustfmt::skip]
pub(super) const PRONOUNS: &[&str] = &[
    "he", "she", "they", "er", "sie", "il", "elle", "ils", "elles", "él", "ella", "ellos", "ellas", "it", "es", "on",
    "that", "this",
];

/// Words for the author.
pub(super) const FIRST_PERSON: &[&str] = &["i", "we", "ich", "wir", "je", "nous", "yo", "nosotros"];

/// Who is not named.
#[rustfmt::skip]
const UNNAMED: &[&str] = &[
    "official", "officials", "source", "sources", "insider", "insiders", "observers", "people", "witness", "witnesses",
    "critics", "critic", "analysts", "experts", "diplomats", "diplomat", "residents", "resident", "somebody", "someone",
    "neighbours", "neighbors", "locals", "commentators", "sceptics", "skeptics", "supporters", "opponents", "historians",
    "economists", "scientists", "researchers", "activists", "scholars", "aides", "aide", "eyewitnesses", "whistleblower",
    "observer", "individuals", "staffers", "users", "kreise", "quellen", "beobachter", "experten", "zeugen", "sources",
    "experts", "témoins", "observateurs", "fuentes", "expertos", "testigos", "funcionarios", "beamte", "rumours", "rumors",
    "person", "man", "woman", "individual", "journalists", "academics", "doctors", "teachers", "workers", "farmers",
];

/// What is written, and says it.
#[rustfmt::skip]
const WRITINGS: &[&str] = &[
    "report", "reports", "study", "studies", "law", "laws", "data", "document", "documents", "survey", "surveys", "poll",
    "polls", "paper", "papers", "article", "statement", "statements", "census", "figures", "records", "record", "letter",
    "memo", "bill", "act", "constitution", "treaty", "ruling", "indictment", "filing", "audit", "analysis", "statistics",
    "book", "chapter", "brief", "website", "text", "agreement", "charter", "contract", "minutes", "lawsuit", "complaint",
    "dossier", "review", "log", "logs", "diary", "footage", "transcript", "estimates", "findings", "email", "emails", "files", "accounts", "regulations", "guidelines",
    "resolution", "decree", "file", "index", "research", "evidence", "inquiry", "assessment", "notice", "manual",
    "bericht", "studie", "gesetz", "umfrage", "gutachten", "daten", "protokoll", "dokument", "rapport", "étude", "loi",
    "enquête", "sondage", "données", "informe", "estudio", "ley", "encuesta", "datos", "documento", "verfassung",
];

/// Prepositions that go on with who it is: `a spokesman for the ministry`.
pub(super) const JOINING: &[&str] = &[
    "of", "for", "at", "from", "in", "with", "by", "von", "vom", "aus", "im", "de", "del", "du",
    "des", "d’", "to", "on", "against", "near",
];

/// Bodies and offices whose names go on with `of`.
#[rustfmt::skip]
pub(super) const BODIES: &[&str] = &[
    "university", "ministry", "department", "bank", "institute", "council", "bureau", "church", "republic", "house", "board",
    "office", "museum", "union", "duke", "archbishop", "bishop", "mayor", "king", "queen", "president", "secretary",
    "minister", "college", "school", "court", "association", "federation", "society", "league", "academy", "chamber",
    "city", "county", "kingdom", "states", "bay", "isle", "director", "chairman", "chair", "head", "center", "centre",
    "organization", "organisation", "library", "committee", "commission", "state", "friends", "doctors", "village",
];

/// Those who are described by what they do: a word behind a name of a place or a body.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "spokesman", "spokeswoman", "spokesperson", "spokespeople", "minister", "ministry", "ministers", "president", "officer",
    "officers", "police", "government", "chief", "leader", "leaders", "director", "chairman", "authorities", "authority",
    "prosecutors", "prosecutor", "lawyers", "lawyer", "governor", "ambassador", "senator", "secretary", "mayor", "company",
    "firm", "court", "judge", "embassy", "army", "military", "forces", "union", "unions", "party", "commander", "chancellor",
    "editor", "founder", "manager", "investigators", "regulator", "regulators", "council", "councillor", "councillors",
    "professor", "historian", "economist", "scientist", "researcher", "author", "authors", "candidate", "campaign",
    "team", "group", "groups", "agency", "commission", "committee", "board", "foundation", "institute", "lawmakers", "lawmaker", "media",
];

/// Words behind unnamed people that tell how they come to know.
pub(super) const KNOWING: &[&str] = &["close", "familiar", "briefed", "present"];

/// Small words inside names.
pub(super) const PARTICLES: &[&str] = &[
    "de", "van", "von", "al", "el", "bin", "ibn", "da", "dos", "di", "du", "la", "le", "y", "ten",
    "zu", "del", "af", "ter", "bint", "ben", "e", "&",
];

/// Small words that are in no name and in no description of anybody.
#[rustfmt::skip]
pub(super) const NEVER_IN_IT: &[&str] = &[
    "that", "which", "who", "whom", "whose", "as", "when", "while", "but", "because", "after", "before", "during",
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could",
    "may", "might", "should", "must", "if", "then", "than", "so", "not", "no", "nor", "yet", "until", "although", "though",
    "where", "why", "how", "what", "there", "here", "it", "he", "she", "they", "we", "i", "you", "him", "them", "into",
    "over", "under", "between", "through", "up", "down", "out", "off", "about", "without", "within", "since", "every",
    "ist", "sind", "war", "waren", "hat", "haben", "wird", "werden", "sei", "dass", "est", "sont", "était", "que", "qui",
    "es", "son", "era", "fue", "à", "nobody", "nothing", "none", "everyone", "everybody", "neither", "either", "whoever",
    "whatever", "each", "such", "only", "even", "all", "any", "whether", "anyone", "anybody", "unless", "once", "just",
    "according", "despite", "unlike", "like",
];

/// Words that a sentence may begin with before who says it.
#[rustfmt::skip]
pub(super) const LEADING: &[&str] = &[
    "but", "and", "yet", "so", "still", "however", "meanwhile", "then", "later", "also", "instead", "as", "yesterday",
    "today", "afterwards", "moreover", "furthermore", "similarly", "likewise", "nevertheless", "while", "though",
    "although", "because", "recently", "earlier", "indeed", "where", "whereas", "aber", "und", "doch", "mais", "et", "pero",
    "wie", "comme", "como",
];

/// Words of time after `in`, `on` and the like.
#[rustfmt::skip]
pub(super) const TIMES: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december", "week", "month", "year", "night",
    "morning", "evening", "afternoon", "spring", "summer", "autumn", "winter", "weekend", "day", "days", "years", "weeks",
    "months", "ago", "time",
];
pub(super) const BEFORE_TIMES: &[&str] = &[
    "in", "on", "by", "last", "earlier", "this", "at", "late", "early", "the", "that", "two",
    "three",
];

/// Where nobody is said to have said it, and yet the author does not either.
pub(super) const HEARSAY: &[&str] = &[
    "reportedly",
    "allegedly",
    "supposedly",
    "purportedly",
    "angeblich",
    "presuntamente",
    "apparently",
];

/// What introduces somebody whom it is from, a word for each place.
pub(super) const ACCORDING: &[&[&str]] = &[
    &["according", "to"],
    &["in", "the", "words", "of"],
    &["in", "the", "view", "of"],
    &["in", "the", "opinion", "of"],
    &["nach", "angaben"],
    &["nach", "ansicht"],
    &["laut"],
    &["selon"],
    &["d’après"],
    &["d'après"],
    &["según"],
    &["de", "acuerdo", "con"],
];

/// How readily a verb of saying is taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saying {
    /// It hardly ever means anything else.
    Surely,
    /// It counts with `that`, with a quotation, and behind what was said.
    Often,
    /// It counts beside a quotation alone.
    BesideQuotes,
}

/// What kind of verb of saying `word` is, in lower case.
pub(super) fn saying(word: &str) -> Option<Saying> {
    if SAYS.contains(&word) {
        Some(Saying::Surely)
    } else if BESIDE_QUOTES.contains(&word) {
        Some(Saying::BesideQuotes)
    } else {
        CLAIMS.contains(&word).then_some(Saying::Often)
    }
}

/// Whether what is claimed may follow `word` without `that`.
pub(super) fn claims_at_once(word: &str) -> bool {
    CLAIMS_AT_ONCE.contains(&word)
}

pub(super) fn is_unnamed(word: &str) -> bool {
    UNNAMED.contains(&word)
}

pub(super) fn is_role(word: &str) -> bool {
    ROLES.contains(&word)
}

pub(super) fn is_writing(word: &str) -> bool {
    WRITINGS.contains(&word)
}
