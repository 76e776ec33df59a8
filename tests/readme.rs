//! What the README says is held to what the program does. `BLESS=1 cargo test --test readme` writes its key tables anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clap::Parser;
use postil::app::action::Scope;
use postil::app::keymap::{KeyMap, key_lines};
use postil::cli::Cli;
use serde_json::Value;

const KEYS: (&str, &str) = ("<!-- keys -->\n", "<!-- /keys -->");

/// The `--json` shapes that are settled, and a command line that gives one with something in every list.
const SHAPES: &[(&str, &str, &[&str])] = &[
    (
        "list",
        "[{path,title,author,date,words,annotations,status}]",
        &["list", "--json"],
    ),
    (
        "show",
        "{path,title,author,date,url,text,blocks:[{kind,level,start,end}],sentences:[{start,end}],parts:[{title,start,end}],subtitle,source,inlines:[{kind,start,end,url,note}]}",
        &["show", "tests/formats/markdown/footnotes.md", "--json"],
    ),
    (
        "search",
        "[{path,start,end,line,text}]",
        &["search", "claim", "--json"],
    ),
    (
        "check",
        "{annotations:[{id,document,state,start,end,score,method,rival,candidates:[{start,end,score}],quote_now,found_in,stale}],problems:[{path,line,message,column}],missing:[{path,is_there,same,alike:[{path,quotes,of}]}]}",
        &[
            "check",
            "--json",
            "--annotations",
            "tests/store/v1/full.toml",
        ],
    ),
    (
        "tags",
        "[{name,key,color,definition,use_for,not_for,examples,retired,annotations,documents}]",
        &["tags", "--json"],
    ),
    (
        "claims",
        "[{id,document,title,date,claim,quote,claimant,attribution,kinds,checkworthy,tags,status,verdict,stale,confidence,reviewers,links_from,links_to,state,created}]",
        &[
            "claims",
            "--json",
            "--annotations",
            "tests/store/v1/full.toml",
        ],
    ),
    (
        "stats",
        "{by,rows:[{label,count}],columns:[{label,count}],cells:[{row,column,count,share,annotations}]}",
        &["stats", "--by", "together", "--json"],
    ),
    (
        "agree",
        "{reviewers:[{name,seen,annotations}],documents,sentences,shared,rows:[{part,about,n,agree:{value,low,high,reason},cohen:{value,low,high,reason},fleiss:{value,low,high,reason},alpha:{value,low,high,reason},alpha_u:{value,low,high,reason},f1:{value,low,high,reason},apart:[{document,start,end,answers,annotations}]}],disagreements:[{document,start,end,cost,about,versions:[{reviewer,annotation,verdict}]}],decided,remarks}",
        &["agree", "--json"],
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The blocks of code in `language`.
fn code(language: &str) -> Vec<String> {
    let readme = readme();
    let opening = format!("\n```{language}\n");
    let blocks = readme.split(&opening).skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

/// The key tables, one for each place that has keys.
fn key_tables() -> String {
    let mut out = String::new();
    for scope in Scope::ALL {
        let open = if scope == Scope::Reader { " open" } else { "" };
        let _ = write!(
            out,
            "<details{open}><summary>{}</summary>\n\n| keys | |\n|---|---|\n",
            scope.title()
        );
        for line in key_lines(&KeyMap::default(), scope) {
            let keys: Vec<String> = line.keys.split(' ').map(|key| format!("`{key}`")).collect();
            let _ = writeln!(out, "| {} | {} |", keys.join(" "), line.doc);
        }
        out.push_str("\n</details>\n");
    }
    out
}

#[test]
fn the_key_tables_are_those_of_the_program() {
    let readme = readme();
    let (before, rest) = readme
        .split_once(KEYS.0)
        .expect("the README marks its keys");
    let (there, after) = rest.split_once(KEYS.1).expect("the README marks their end");
    let tables = key_tables();
    if env::var_os("BLESS").is_some() {
        let written = format!("{before}{}{tables}{}{after}", KEYS.0, KEYS.1);
        fs::write(root().join("README.md"), written).unwrap();
    } else {
        assert_eq!(there, tables, "BLESS=1 writes the key tables anew");
    }
}

#[test]
fn every_command_line_can_be_typed() {
    let readme = readme();
    let quoted = readme.split('`').skip(1).step_by(2);
    let blocks = code("sh");
    let typed = blocks.iter().flat_map(|block| block.lines());
    let mut count = 0;
    for line in quoted.chain(typed) {
        let words = words(line.strip_prefix("target/release/").unwrap_or(line));
        if words.first().is_none_or(|word| word != "postil") {
            continue;
        }
        count += 1;
        // Asking for help or the version is told as an error, but not one for standard error.
        if let Err(error) = Cli::try_parse_from(&words) {
            assert!(!error.use_stderr(), "{line}: {error}");
        }
    }
    assert!(count > 15, "only {count} command lines were found");
}

/// The words of a command line as a shell would see them; quotation marks hold words together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(index, part)| -> Vec<String> {
            if index % 2 == 1 {
                vec![part.to_owned()]
            } else {
                part.split_whitespace().map(str::to_owned).collect()
            }
        })
        .collect()
}

#[test]
fn every_json_shape_is_the_settled_one_and_what_comes_out() {
    let readme = readme();
    let home = tempfile::tempdir().unwrap();
    for (command, shape, arguments) in SHAPES {
        let rows = readme
            .lines()
            .filter(|line| line.starts_with(&format!("| `postil {command}")));
        let rows: Vec<&str> = rows.collect();
        assert_eq!(rows.len(), 1, "{command}");
        assert!(rows[0].ends_with(&format!("| `{shape}` |")), "{}", rows[0]);
        let output = Command::new(env!("CARGO_BIN_EXE_postil"))
            .args(*arguments)
            .current_dir(root())
            .env_clear()
            .env("HOME", home.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{command}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(is_of(&value, &example(shape)), "{command}: {value}");
    }
}

/// A value of the shape: names become keys, and what they hold is nothing where the shape does not say.
fn example(shape: &str) -> Value {
    let mut json = String::new();
    let mut rest = shape.chars().peekable();
    while let Some(letter) = rest.next() {
        if !is_letter(letter) {
            json.push(letter);
            continue;
        }
        let mut name = String::from(letter);
        while let Some(letter) = rest.next_if(|letter| is_letter(*letter)) {
            name.push(letter);
        }
        let value = if rest.peek() == Some(&':') {
            ""
        } else {
            ":null"
        };
        let _ = write!(json, "\"{name}\"{value}");
    }
    serde_json::from_str(&json).unwrap()
}

/// Whether a value has the names of a shape, all of them and no others; a list by its first item, if it has one.
fn is_of(value: &Value, shape: &Value) -> bool {
    match (value, shape) {
        (Value::Array(items), Value::Array(shapes)) => {
            let first = items.first().zip(shapes.first());
            first.is_none_or(|(item, shape)| is_of(item, shape))
        }
        (Value::Object(fields), Value::Object(shapes)) => {
            let is_known = |(name, value): (&String, &Value)| {
                shapes.get(name).is_some_and(|shape| is_of(value, shape))
            };
            fields.len() == shapes.len() && fields.iter().all(is_known)
        }
        (Value::Array(items), Value::Null) => items.iter().all(|item| is_of(item, shape)),
        (Value::Object(_), Value::Null) => false,
        (_, shape) => shape.is_null(),
    }
}

/// Whether `letter` may stand in a name.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[test]
fn the_files_it_shows_are_files_that_postil_reads() {
    let blocks = code("toml");
    let [annotations, corrections, places, claims, settings] = &blocks[..] else {
        panic!(
            "one annotations file, three parts of one and one file of settings, not {}",
            blocks.len()
        );
    };
    let (set, problems) = postil::store::parse(annotations, "README.md");
    assert_eq!(problems, []);
    assert_eq!(set.len(), 1);
    let part = |part: &str| {
        let text = format!("format = \"postil\"\nversion = 1\n\n{part}");
        let (set, problems) = postil::store::parse(&text, "README.md");
        assert_eq!(problems, []);
        set
    };
    let set = part(places);
    assert_eq!(set.documents().next().unwrap().earlier.len(), 1);
    assert_eq!(set.annotations().next().unwrap().anchors.len(), 1);
    let set = part(claims);
    let claim = set.annotations().next().unwrap().claim.clone().unwrap();
    assert_eq!((claim.assessments.len(), claim.evidence.len()), (1, 1));
    let set = part(corrections);
    let record = set.documents().next().unwrap();
    assert_eq!((record.corrections.len(), record.is_empty()), (3, false));
    let (config, problems) = postil::config::parse(settings, "README.md");
    assert_eq!(problems, []);
    assert!(!config.keys.is_empty());
    let mut keymap = KeyMap::default();
    for key in config.keys {
        let scope = key.scope.map(|name| {
            Scope::ALL
                .into_iter()
                .find(|scope| scope.as_str() == name)
                .unwrap()
        });
        keymap.bind(scope, &key.keys, &key.command).unwrap();
    }
    let places = Scope::ALL
        .map(|scope| format!("`{}`", scope.as_str()))
        .join(", ");
    let (first, last) = places.rsplit_once(", ").unwrap();
    let places = format!("{first} and {last}");
    let sentence = readme().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        sentence.contains(&format!("the places are {places}.")),
        "{places}"
    );
}

#[test]
fn what_it_links_to_is_there() {
    let readme = readme();
    assert!(readme.contains("(config.example.toml)"));
    let links = readme
        .split("](")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap());
    let sources = ["src=\"", "srcset=\""].into_iter().flat_map(|attribute| {
        readme
            .split(attribute)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
    });
    let headings: Vec<String> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .map(|heading| heading.to_lowercase().replace(' ', "-"))
        .collect();
    for link in links.chain(sources) {
        if let Some(heading) = link.strip_prefix('#') {
            assert!(headings.iter().any(|known| known == heading), "{link}");
        } else if !link.contains("://") {
            assert!(
                Path::new(&root()).join(link).is_file(),
                "{link} is not there"
            );
        }
    }
}
