//! The command line: what can be typed, and what it means.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::export::{Filter, Format};
use crate::model::TagName;

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
        /// What to search for; case counts only when there is a capital in it.
        query: String,
        /// A folder or a file; the corpus last read when there is none.
        corpus: Vec<PathBuf>,
        /// Take the query for a regular expression.
        #[arg(long)]
        regex: bool,
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
    /// Export the annotations.
    Export {
        /// A folder or a file; the corpus last read when there is none.
        corpus: Vec<PathBuf>,
        /// markdown, json or csv.
        #[arg(long, short, value_parser = Format::named)]
        format: Format,
        /// The file to write; standard output when there is none.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Which annotations.
        #[command(flatten)]
        which: Which,
    },
}

/// Which annotations to export. Where several are named, one of each kind has to fit.
#[derive(Debug, Default, Args)]
pub struct Which {
    /// Those with this tag or one under it.
    #[arg(long, value_name = "TAG", value_parser = tag)]
    tag: Vec<TagName>,
    /// Those on documents whose path holds this.
    #[arg(long, value_name = "PATH")]
    document: Vec<String>,
    /// Those by this reviewer.
    #[arg(long, value_name = "NAME")]
    reviewer: Vec<String>,
    /// Those made on this day or later.
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Those made on this day or earlier.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Those whose quote or note holds this.
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

impl From<Which> for Filter {
    fn from(which: Which) -> Self {
        let Which {
            tag,
            document,
            reviewer,
            since,
            until,
            text,
        } = which;
        Self {
            tags: tag,
            documents: document,
            reviewers: reviewer,
            since,
            until,
            text,
        }
    }
}

fn tag(text: &str) -> Result<TagName, String> {
    TagName::parse(text).ok_or_else(|| "a tag is a path such as claim/statistic".to_owned())
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
            "articles",
        ])
        .unwrap();
        assert!(matches!(
            cli.command,
            Some(Command::Export {
                format: Format::Csv,
                ..
            })
        ));
        for wrong in [
            &["postil", "export", "-f", "pdf"][..],
            &["postil", "--nonsense"],
            &["postil", "show"],
        ] {
            assert!(Cli::try_parse_from(wrong).is_err(), "{wrong:?}");
        }
    }
}
