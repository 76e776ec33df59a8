//! The command line: what can be typed, and what it means.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use crate::app::library::By;
use crate::export::Format;
use crate::import;
use crate::review::Query;
use crate::review::ledger::SortKey;
use crate::review::query::{Field, QueryError};
use crate::review::stats::Count;
use crate::search::{self, Case};

/// Read and annotate articles in a terminal.
#[derive(Debug, Parser)]
#[command(
    name = "postil",
    version,
    about,
    max_term_width = 100,
    subcommand_precedence_over_arg = true
)]
pub struct Cli {
    /// What to do without a screen; nothing opens the articles to read.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Folders or files to read, or `-` for standard input; the corpus last read when there are none.
    pub paths: Vec<PathBuf>,
    /// What counts for every command.
    #[command(flatten)]
    pub common: Options,
}

/// What counts for every command.
#[derive(Clone, Debug, Default, Args)]
pub struct Options {
    /// The annotations file, in place of annotations.toml in the corpus folder.
    #[arg(long, global = true, value_name = "FILE", help_heading = "Files")]
    pub annotations: Option<PathBuf>,
    /// The settings file, in place of config.toml in the user's config folder.
    #[arg(long, global = true, value_name = "FILE", help_heading = "Files")]
    pub config: Option<PathBuf>,
}

/// The work that needs no screen.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the documents of a corpus.
    List {
        /// A folder or a file; the corpus last read when there is none.
        corpus: Vec<PathBuf>,
        /// What they are sorted by, as in the document list; what is not known comes last.
        #[arg(long, value_name = "KEY", default_value = "name",
            value_parser = one_of(By::ALL, |by| by.as_str(), By::parse))]
        sort: By,
        /// Sort the other way round.
        #[arg(long)]
        reverse: bool,
        /// For machines: `[{path,title,author,date,words,annotations,status}]`.
        #[arg(long)]
        json: bool,
    },
    /// Show what postil makes of a document: text, blocks, sentences.
    Show {
        /// A file, a record in one (FILE.jsonl/ID), or the name of a built-in article.
        document: PathBuf,
        /// For machines: `{path,title,author,date,url,text,blocks,sentences,parts}`; positions are code points.
        #[arg(long)]
        json: bool,
    },
    /// Search the documents of a corpus.
    Search {
        /// What to search for: it stands for itself, over line ends too; case counts only when there is a capital in it.
        query: String,
        /// A folder or a file; the corpus last read when there is none.
        corpus: Vec<PathBuf>,
        /// How the query is meant, and what is told of the matches.
        #[command(flatten)]
        how: How,
        /// For machines: `[{path,start,end,line,text}]`; positions are code points.
        #[arg(long)]
        json: bool,
    },
    /// Check that every annotation is where it belongs; with the copies that are kept of annotated texts.
    Check {
        /// A folder or a file; the corpus last read when there is none.
        corpus: Vec<PathBuf>,
        /// For machines:
        /// `{annotations:[{id,document,state,start,end,score,method,rival,candidates,quote_now,found_in}],problems:[{path,line,message,column}],missing:[{path,same,alike}]}`.
        #[arg(long)]
        json: bool,
        /// First keep a copy of the text of every annotated document that is as it was annotated: with it annotations are
        /// found again after it was edited.
        #[arg(long)]
        keep_texts: bool,
        /// First delete the copies of texts that the annotations of no corpus mention, of this one and those read lately.
        #[arg(long)]
        prune_texts: bool,
        /// List the copies that were kept of the annotations file instead, the latest first; with --json
        /// `[{path,time,records}]`.
        #[arg(long)]
        backups: bool,
    },
    /// List the tags, with how often each is used.
    Tags {
        /// A folder or a file; the corpus last read when there is none.
        corpus: Vec<PathBuf>,
        /// For machines: `[{name,key,color,definition,use_for,not_for,examples,retired,annotations,documents}]`.
        #[arg(long)]
        json: bool,
        /// Tell what may be wrong with the tags instead: without definition, used once, never, alike in name; with --json
        /// `[{tag,flaw,other,message}]`.
        #[arg(long)]
        lint: bool,
        /// Write the codebook alone instead, as a file that others can add to theirs with `:codebook FILE`.
        #[arg(long, conflicts_with_all = ["lint", "json"])]
        export: bool,
    },
    /// List the claims: the ledger.
    Claims {
        /// A folder or a file; the corpus last read when there is none.
        corpus: Vec<PathBuf>,
        /// Which claims.
        #[command(flatten)]
        which: Asked,
        /// What they are sorted by; what has nothing there comes last.
        #[arg(long, value_name = "KEY", default_value = "document",
            value_parser = one_of(SortKey::ALL, |key| key.as_str(), SortKey::parse))]
        sort: SortKey,
        /// Sort downwards.
        #[arg(long)]
        reverse: bool,
        /// How it is written; with --json
        /// `[{id,document,title,date,claim,quote,claimant,attribution,kinds,checkworthy,tags,status,verdict,stale,confidence,reviewers,links_from,links_to,state,created}]`.
        #[command(flatten)]
        shape: Shape,
    },
    /// Count what is tagged and claimed.
    Stats {
        /// A folder or a file; the corpus last read when there is none.
        corpus: Vec<PathBuf>,
        /// Which annotations.
        #[command(flatten)]
        which: Asked,
        /// Tags in each document, tags given together, claims over time by the dates of the articles, or claimants by verdict.
        #[arg(long, value_name = "WHAT", default_value = "tags",
            value_parser = one_of(Count::ALL, |count| count.as_str(), Count::parse))]
        by: Count,
        /// How it is written; with --json
        /// `{by,rows:[{label,count}],columns:[{label,count}],cells:[{row,column,count,share,annotations}]}`.
        #[command(flatten)]
        shape: Shape,
    },
    /// Tell how far reviewers agree: tag by tag over the sentences that several have seen, and on the claims they share.
    Agree {
        /// Annotations files to compare; without any, the reviewers in the annotations file of the corpus.
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Where the articles are; the folder that the first file lies in, or without files the corpus last read, when there
        /// is none.
        #[arg(long, value_name = "CORPUS")]
        corpus: Vec<PathBuf>,
        /// Take every article that a reviewer annotated for one that the reviewer has read through.
        #[arg(long)]
        whole: bool,
        /// How it is written; with --json
        /// `{reviewers:[{name,seen,annotations}],documents,sentences,shared,rows:[{part,about,n,agree:{value,low,high,reason},cohen:{value,low,high,reason},fleiss:{value,low,high,reason},alpha:{value,low,high,reason},alpha_u:{value,low,high,reason},f1:{value,low,high,reason},apart:[{document,start,end,answers,annotations}]}],disagreements:[{document,start,end,cost,about,versions:[{reviewer,annotation,verdict}]}],decided,remarks}`.
        #[command(flatten)]
        shape: Shape,
    },
    /// Export the annotations.
    Export {
        /// A folder or a file; the corpus last read when there is none.
        corpus: Vec<PathBuf>,
        /// The file to write, or the folder; standard output when there is none.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// What.
        #[command(flatten)]
        wants: Box<Wants>,
    },
    /// Import what another program wrote about the articles. Doing it twice changes nothing.
    Import(Import),
}

/// What to export, and how.
#[derive(Debug, Args)]
pub struct Wants {
    /// markdown, json, csv, jsonl, html, w3c, hypothesis, qdc, qdpx, taguette, doccano, label-studio, brat, claimreview or
    /// csl.
    #[arg(long, short, value_parser = Format::named)]
    pub format: Format,
    /// How many sentences before and after each quote stand beside it.
    #[arg(
        long,
        value_name = "SENTENCES",
        default_value_t = 0,
        hide_default_value = true
    )]
    pub context: usize,
    /// Which annotations.
    #[command(flatten)]
    pub which: Which,
}

/// What to import.
#[derive(Debug, Args)]
pub struct Import {
    /// The file, or a folder with the .txt and .ann files of brat.
    pub file: PathBuf,
    /// A folder or a file; the corpus last read when there is none.
    pub corpus: Vec<PathBuf>,
    /// What it is, where that does not show: json, jsonl, w3c, hypothesis, qdc, qdpx, taguette, doccano, label-studio or
    /// brat.
    #[arg(long, short, value_parser = import::Format::named)]
    pub format: Option<import::Format>,
    /// Tell what it would come to, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// How to search.
#[derive(Debug, Default, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line, and most go together"
)]
pub struct How {
    /// Take the query for a regular expression.
    #[arg(long)]
    regex: bool,
    /// Find whole words only.
    #[arg(long)]
    word: bool,
    /// Take capitals and small letters for the same.
    #[arg(long, conflicts_with = "case_sensitive")]
    ignore_case: bool,
    /// Tell capitals from small letters.
    #[arg(long)]
    case_sensitive: bool,
    /// Tell how many matches there are in each document that has some.
    #[arg(long, conflicts_with_all = ["files", "json"])]
    pub count: bool,
    /// Tell which documents have matches.
    #[arg(long, conflicts_with = "json")]
    pub files: bool,
}

impl How {
    /// The search for `text` that is meant.
    #[must_use]
    pub fn query(&self, text: String) -> search::Query {
        search::Query {
            text,
            is_regex: self.regex,
            whole_words: self.word,
            case: match (self.ignore_case, self.case_sensitive) {
                (true, _) => Case::Ignored,
                (_, true) => Case::Minded,
                _ => Case::Smart,
            },
        }
    }
}

/// Which annotations to export. Where several are named, one of each kind has to fit, and the query.
#[derive(Debug, Default, Args)]
pub struct Which {
    /// Those that a query means, such as `tag:claim -status:final`.
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true, value_parser = query)]
    asked: Vec<Query>,
    /// Those with this tag or one under it.
    #[arg(long, value_name = "TAG", value_parser = |text: &str| condition(Field::Tag, text))]
    tag: Vec<Query>,
    /// Those on documents whose path or title holds this.
    #[arg(long, value_name = "PATH", value_parser = |text: &str| condition(Field::Doc, text))]
    document: Vec<Query>,
    /// Those by this reviewer.
    #[arg(long, value_name = "NAME", value_parser = |text: &str| condition(Field::By, text))]
    reviewer: Vec<Query>,
    /// Those made on this day or later.
    #[arg(long, value_name = "DATE", value_parser = |text: &str| condition(Field::Since, text))]
    since: Option<Query>,
    /// Those made on this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = |text: &str| condition(Field::Until, text))]
    until: Option<Query>,
    /// Those whose quote, note or claim holds this.
    #[arg(long, value_name = "TEXT", value_parser = |text: &str| Query::saying(text))]
    text: Option<Query>,
}

impl From<Which> for Query {
    fn from(which: Which) -> Self {
        let Which {
            asked,
            tag,
            document,
            reviewer,
            since,
            until,
            text,
        } = which;
        let one = |query: Option<Query>| query.into_iter().collect();
        let groups = [tag, document, reviewer, one(since), one(until), one(text)];
        Query::joined(groups, all(asked))
    }
}

/// Which annotations a table is about.
#[derive(Debug, Default, Args)]
pub struct Asked {
    /// Only those that a query means, such as `tag:claim -status:final`.
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true, value_parser = query)]
    asked: Vec<Query>,
}

impl From<Asked> for Query {
    fn from(asked: Asked) -> Self {
        all(asked.asked)
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, Args)]
#[group(multiple = false)]
pub struct Shape {
    /// For a spreadsheet.
    #[arg(long)]
    pub csv: bool,
    /// For machines.
    #[arg(long)]
    pub json: bool,
}

/// What all of `queries` mean.
fn all(queries: Vec<Query>) -> Query {
    queries.into_iter().fold(Query::default(), Query::and)
}

fn query(text: &str) -> Result<Query, String> {
    Query::parse(text).map_err(|error| format!("{error}\n\n{}", error.pointed(text)))
}

fn condition(field: Field, text: &str) -> Result<Query, QueryError> {
    Query::of(field, text)
}

/// A value of a closed set, by the word that spells it.
fn one_of<T: Copy + Send + Sync + 'static>(
    known: &[T],
    word: impl Fn(T) -> &'static str,
    parse: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    let words: Vec<&str> = known.iter().copied().map(word).collect();
    let parser = PossibleValuesParser::new(words);
    parser.try_map(move |word| parse(&word).ok_or("there is no such word"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn paths_and_commands_are_told_apart() {
        let cli = Cli::try_parse_from(["postil", "articles", "more.txt"]).unwrap();
        assert!(cli.command.is_none());
        assert_eq!(cli.paths.len(), 2);
        let cli = Cli::try_parse_from([
            "postil",
            "export",
            "-f",
            "csv",
            "--since",
            "2026-10-01",
            "--where",
            "tag:claim",
            "articles",
        ])
        .unwrap();
        assert!(matches!(
            cli.command,
            Some(Command::Export { wants, .. }) if wants.format == Format::Csv
        ));
        for wrong in [
            &["postil", "export", "-f", "pdf"][..],
            &["postil", "export", "-f", "csv", "--where", "staus:new"],
            &["postil", "claims", "--csv", "--json"],
            &["postil", "claims", "--sort", "nothing"],
            &["postil", "stats", "--by", "nothing"],
            &["postil", "--nonsense"],
            &["postil", "show"],
        ] {
            assert!(Cli::try_parse_from(wrong).is_err(), "{wrong:?}");
        }
    }
}
