//! Changing the text of a record that is in the file already: only the keys whose value differs; comments, order, unknown
//! keys and words that postil does not know stay as they are.

use toml_edit::{Array, ArrayOfTables, Decor, DocumentMut, Item, RawString, Table};

use super::file::dos_lines;
use super::record::unix_lines;
use super::value::Value;
use super::write::{self, ClaimFields, Fields, Piece};
use crate::model::{AnnotationId, Correction, Relation, TagName};

/// The text `source`, which says `there`, changed so that it says `wanted`. Where that cannot be done key by key, the record
/// is written anew.
#[must_use]
pub fn edit(source: &str, there: &Value, wanted: &Value) -> String {
    let edited = in_place(&unix_lines(source), there, wanted);
    let text = edited.unwrap_or_else(|| write::record(wanted));
    if source.contains("\r\n") {
        dos_lines(&text)
    } else {
        text
    }
}

/// The record `source` with a comment of one line below its header; as it is where that stands there already.
#[must_use]
pub fn comment(source: &str, text: &str) -> String {
    let line = format!("# {text}");
    if source.lines().any(|known| known == line) {
        return source.to_owned();
    }
    let end = if source.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let mut commented = String::with_capacity(source.len() + line.len() + end.len());
    let mut is_due = true;
    for known in source.split_inclusive('\n') {
        commented.push_str(known);
        if is_due && known.trim_start().starts_with("[[") {
            if !known.ends_with('\n') {
                commented.push_str(end);
            }
            commented.push_str(&line);
            commented.push_str(end);
            is_due = false;
        }
    }
    commented
}

fn in_place(source: &str, there: &Value, wanted: &Value) -> Option<String> {
    let (old, new) = (write::fields(there), write::fields(wanted));
    let mut document: DocumentMut = source.parse().ok()?;
    let table = document
        .get_mut(new.word)?
        .as_array_of_tables_mut()?
        .get_mut(0)?;
    let mut order = keys(&new.own);
    order.push("claim");
    order.extend(new.tables.iter().map(|(key, _)| *key));
    change(table, &order, &old.own, &new.own)?;
    change_claim(table, &order, old.claim.as_ref(), new.claim.as_ref())?;
    for ((key, old), (_, new)) in old.tables.iter().zip(&new.tables) {
        let readable = |table: &Table| *key != "link" || is_link(table);
        change_tables(table, &order, key, old, new, readable)?;
    }
    Some(document.to_string())
}

fn keys(fields: &Fields) -> Vec<&'static str> {
    fields.iter().map(|(key, _)| *key).collect()
}

fn change(table: &mut Table, order: &[&str], old: &Fields, new: &Fields) -> Option<()> {
    for ((key, old), (_, new)) in old.iter().zip(new) {
        if old == new {
            continue;
        }
        if let (Some(array), Piece::List(new)) = (array_mut(table, key), new) {
            let old = match old {
                Piece::List(old) => old.as_slice(),
                _ => &[],
            };
            change_list(array, key, old, new);
        } else if let Some(text) = new.toml() {
            put(table, order, key, &text)?;
        } else {
            remove(table, key, old);
        }
    }
    Some(())
}

fn array_mut<'t>(table: &'t mut Table, key: &str) -> Option<&'t mut Array> {
    table.get_mut(key).and_then(Item::as_array_mut)
}

fn put(table: &mut Table, order: &[&str], key: &str, text: &str) -> Option<()> {
    let mut value: toml_edit::Value = text.parse().ok()?;
    *value.decor_mut() = Decor::default();
    if let Some(item) = table.get_mut(key) {
        if let Some(there) = item.as_value() {
            *value.decor_mut() = there.decor().clone();
        }
        *item = Item::Value(value);
    } else {
        table.insert(key, Item::Value(value));
        place(table, order, key);
    }
    Some(())
}

/// Takes a key out. One with a comment stays, with an empty value where there is such a thing, because the comment is
/// somebody's; so does a list with items that cannot be read, because they were never part of the old value.
fn remove(table: &mut Table, key: &str, old: &Piece) {
    let on_key = table
        .key(key)
        .is_some_and(|key| has_comment(key.leaf_decor()));
    let Some(Item::Value(value)) = table.get_mut(key) else {
        table.remove(key);
        return;
    };
    let commented = on_key || has_comment(value.decor());
    let keep = match (value, old) {
        (toml_edit::Value::Array(array), Piece::List(old)) => {
            change_list(array, key, old, &[]);
            commented || !array.is_empty()
        }
        (value, _)
            if commented
                && matches!(
                    key,
                    "note" | "definition" | "use_for" | "not_for" | "rationale"
                ) =>
        {
            let decor = value.decor().clone();
            *value = toml_edit::Value::from("");
            *value.decor_mut() = decor;
            true
        }
        _ => false,
    };
    if !keep {
        table.remove(key);
    }
}

fn has_comment(decor: &Decor) -> bool {
    [decor.prefix(), decor.suffix()]
        .into_iter()
        .flatten()
        .filter_map(RawString::as_str)
        .any(|text| text.contains('#'))
}

/// Moves the key that was just added above the keys that come later in `order`.
fn place(table: &mut Table, order: &[&str], key: &str) {
    let rank = |key: &str| order.iter().position(|known| *known == key);
    let own = rank(key);
    let names: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let later = names
        .iter()
        .skip_while(|name| rank(name).is_none_or(|rank| Some(rank) <= own));
    for name in later.filter(|name| *name != key) {
        if let Some((key, item)) = table.remove_entry(name) {
            table.insert_formatted(&key, item);
        }
    }
}

/// Changes a list of texts item by item, and only where that does not give the right order writes it anew.
fn change_list(array: &mut Array, key: &str, old: &[String], new: &[String]) {
    let text = |item: &toml_edit::Value| item.as_str().map(|text| tidy(key, text));
    array.retain(|item| text(item).is_none_or(|text| !old.contains(&text) || new.contains(&text)));
    for added in new.iter().filter(|text| !old.contains(text)) {
        if !array.iter().any(|item| text(item).as_ref() == Some(added)) {
            array.push(added.as_str());
        }
    }
    let known = |text: &String| old.contains(text) || new.contains(text);
    let order: Vec<String> = array.iter().filter_map(text).filter(known).collect();
    if order != new {
        let strange: Vec<toml_edit::Value> = array
            .iter()
            .filter(|item| !text(item).as_ref().is_some_and(known))
            .cloned()
            .collect();
        array.clear();
        array.extend(new.iter().map(String::as_str));
        array.extend(strange);
    }
    // The item that has come to be the first stood behind a comma and a space.
    let first = array.get_mut(0).map(toml_edit::Value::decor_mut);
    if let Some(decor) =
        first.filter(|decor| decor.prefix().and_then(RawString::as_str) == Some(" "))
    {
        decor.set_prefix("");
    }
}

/// A text of a list as the model has it.
fn tidy(key: &str, text: &str) -> String {
    let tidied = match key {
        "corrections" => Correction::parse(text).map(|correction| correction.to_string()),
        "tags" => TagName::parse(text).map(|name| name.as_str().to_owned()),
        _ => None,
    };
    tidied.unwrap_or_else(|| text.to_owned())
}

fn change_claim(
    table: &mut Table,
    order: &[&str],
    old: Option<&ClaimFields>,
    new: Option<&ClaimFields>,
) -> Option<()> {
    if old == new {
        return Some(());
    }
    let Some(new) = new else {
        table.remove("claim");
        return Some(());
    };
    let empty = ClaimFields {
        own: new
            .own
            .iter()
            .map(|(key, _)| (*key, Piece::Absent))
            .collect(),
        assessments: Vec::new(),
        evidence: Vec::new(),
    };
    let old = old.unwrap_or(&empty);
    if table.get("claim").is_none() {
        table.insert("claim", Item::Table(Table::new()));
        place(table, order, "claim");
    }
    let claim = table_mut(table.get_mut("claim")?)?;
    let mut order = keys(&new.own);
    order.extend(["assessment", "evidence"]);
    change(claim, &order, &old.own, &new.own)?;
    for (key, old, new) in [
        ("assessment", &old.assessments, &new.assessments),
        ("evidence", &old.evidence, &new.evidence),
    ] {
        change_tables(claim, &order, key, old, new, |_| true)?;
    }
    Some(())
}

/// The table in `item`; one written in a single line, or as dotted keys, gets a header of its own.
fn table_mut(item: &mut Item) -> Option<&mut Table> {
    if !item.is_table() {
        *item = Item::Table(std::mem::take(item).into_table().ok()?);
    }
    let table = item.as_table_mut()?;
    table.set_dotted(false);
    table.set_implicit(false);
    Some(table)
}

fn is_link(table: &Table) -> bool {
    let text = |key: &str| table.get(key).and_then(Item::as_str);
    text("to").and_then(AnnotationId::parse).is_some()
        && text("relation").and_then(Relation::parse).is_some()
}

/// Changes a list of tables: those that differ in the middle are paired, what is left over is added or taken out. Tables
/// that are not readable are not among `old` and stay.
fn change_tables(
    parent: &mut Table,
    order: &[&str],
    key: &str,
    old: &[Fields],
    new: &[Fields],
    readable: impl Fn(&Table) -> bool,
) -> Option<()> {
    if old == new {
        return Some(());
    }
    if parent.get(key).is_none() {
        parent.insert(key, Item::ArrayOfTables(ArrayOfTables::new()));
        place(parent, order, key);
    }
    let list = list_mut(parent.get_mut(key)?)?;
    let mut at: Vec<usize> = (0..list.len())
        .filter(|index| list.get(*index).is_some_and(&readable))
        .collect();
    let same = |pair: &(&Fields, &Fields)| pair.0 == pair.1;
    let head = old.iter().zip(new).take_while(same).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(rest)
        .take_while(same)
        .count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let paired = old_end.min(new_end);
    for index in head..paired {
        let table = list.get_mut(*at.get(index)?)?;
        let (old, new) = (old.get(index)?, new.get(index)?);
        change(table, &keys(new), old, new)?;
    }
    for index in (paired..old_end).rev() {
        list.remove(*at.get(index)?);
        at.remove(index);
    }
    let below = match paired.checked_sub(1) {
        Some(above) => *at.get(above)? + 1,
        None => 0,
    };
    for (offset, fields) in new.get(paired..new_end)?.iter().enumerate() {
        let mut table = Table::new();
        let none: Fields = fields
            .iter()
            .map(|(key, _)| (*key, Piece::Absent))
            .collect();
        change(&mut table, &keys(fields), &none, fields)?;
        list.insert(below + offset, table);
    }
    if list.is_empty() {
        parent.remove(key);
    }
    Some(())
}

fn list_mut(item: &mut Item) -> Option<&mut ArrayOfTables> {
    if !item.is_array_of_tables() {
        let list = match std::mem::take(item) {
            Item::Table(table) => ArrayOfTables::from_iter([table]),
            Item::Value(toml_edit::Value::InlineTable(table)) => {
                ArrayOfTables::from_iter([table.into_table()])
            }
            other => other.into_array_of_tables().ok()?,
        };
        *item = Item::ArrayOfTables(list);
    }
    item.as_array_of_tables_mut()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Annotation, Claim, Link, Verdict};
    use crate::store::file::Kind;
    use crate::store::{record, samples};
    use proptest::prelude::*;

    fn kind(value: &Value) -> Kind {
        match value {
            Value::Tag(_) => Kind::Tag,
            Value::Grade(_) => Kind::Verdict,
            Value::Document(_) => Kind::Document,
            Value::Annotation(_) => Kind::Annotation,
        }
    }

    /// What a record says, and the text after `alter` changed that.
    fn altered(source: &str, alter: impl Fn(&mut Annotation)) -> String {
        let there = record::read(Kind::Annotation, &unix_lines(source))
            .value
            .unwrap();
        let mut wanted = there.clone();
        if let Value::Annotation(annotation) = &mut wanted {
            alter(annotation);
        }
        let text = edit(source, &there, &wanted);
        let back = record::read(Kind::Annotation, &unix_lines(&text)).value;
        assert_eq!(back, Some(wanted), "{text}");
        text
    }

    const HEAD: &str =
        "[[annotation]]\nid = \"01994f0e-0000-7000-8000-000000000001\"\ndocument = \"a.txt\"\n";

    type Alter = fn(&mut Annotation);

    fn add_tag(annotation: &mut Annotation) {
        annotation.add_tag(&TagName::parse("new").unwrap());
    }

    fn no_tags(annotation: &mut Annotation) {
        annotation.tags.clear();
    }

    fn note(annotation: &mut Annotation) {
        annotation.note = "a\nb".into();
    }

    fn no_note(annotation: &mut Annotation) {
        annotation.note.clear();
    }

    fn add_link(annotation: &mut Annotation) {
        annotation.links.push(Link {
            to: AnnotationId::parse("01994f0e-0000-7000-8000-000000000002").unwrap(),
            relation: Relation::Cites,
        });
    }

    fn new_claim(annotation: &mut Annotation) {
        annotation.claim = Some(Claim::default());
    }

    fn statement(annotation: &mut Annotation) {
        annotation.claim.as_mut().unwrap().statement = "y".into();
    }

    fn verdict(annotation: &mut Annotation) {
        let claim = annotation.claim.as_mut().unwrap();
        claim.assessments[0].verdict = Verdict::parse("refuted");
    }

    #[test]
    fn only_the_lines_that_change_are_different() {
        let cases: [(&str, Alter, &str); 14] = [
            (
                "mood = 'calm' # mine\n",
                add_tag,
                "mood = 'calm' # mine\ntags = [\"new\"]\n",
            ),
            (
                "tags = [ 'x' ] # why\n",
                add_tag,
                "tags = ['x' , \"new\"] # why\n",
            ),
            (
                "tags = ['a', ''] # odd\n",
                add_tag,
                "tags = ['a', '', \"new\"] # odd\n",
            ),
            (
                "tags = [\n  'a', # one\n]\n",
                add_tag,
                "tags = [\n  'a', \"new\", # one\n]\n",
            ),
            (
                "reviewer = 'dl'\nnote = 'x'\n",
                note,
                "reviewer = 'dl'\nnote = \"\"\"\na\nb\"\"\"\n",
            ),
            (
                "reviewer = 'dl'\n",
                note,
                "note = \"\"\"\na\nb\"\"\"\nreviewer = 'dl'\n",
            ),
            (
                "note = 'x'\nreviewer = 'dl'\n",
                no_note,
                "reviewer = 'dl'\n",
            ),
            (
                "# why\nnote = 'x' # so\n",
                no_note,
                "# why\nnote = \"\" # so\n",
            ),
            ("tags = ['a']\nx = 1\n", no_tags, "x = 1\n"),
            (
                "[annotation.claim]\n[[annotation.claim.assessment]]\nverdict = \"maybe\" # ?\n",
                verdict,
                "[annotation.claim]\n[[annotation.claim.assessment]]\nverdict = \"refuted\" # ?\n",
            ),
            (
                "[annotation.claim]\n[[annotation.claim.assessment]]\nverdict = \"maybe\" # ?\n",
                statement,
                "[annotation.claim]\nstatement = \"y\"\n[[annotation.claim.assessment]]\nverdict = \"maybe\" # ?\n",
            ),
            (
                "claim = { statement = 'x' }\n",
                statement,
                "\n[annotation.claim ]\nstatement = \"y\"\n",
            ),
            (
                "[[annotation.link]] # broken\nto = 'x'\n",
                add_link,
                "\n[[annotation.link]]\nto = \"01994f0e-0000-7000-8000-000000000002\"\nrelation = \"cites\"\n\
                 [[annotation.link]] # broken\nto = 'x'\n",
            ),
            (
                "\n[[annotation.link]]\nto = '01994f0e-0000-7000-8000-000000000002'\nrelation = 'cites'\n",
                new_claim,
                "\n[annotation.claim]\n\n[[annotation.link]]\nto = '01994f0e-0000-7000-8000-000000000002'\nrelation = \
                 'cites'\n",
            ),
        ];
        for (rest, alter, expected) in cases {
            let source = format!("# mine\n{HEAD}{rest}");
            let expected = format!("# mine\n{HEAD}{expected}");
            let text = altered(&source, alter);
            assert_eq!(text, expected);
            assert_eq!(altered(&dos_lines(&source), alter), dos_lines(&expected));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn a_value_is_read_as_it_was_written((value, _) in samples::pair()) {
            let reading = record::read(kind(&value), &write::record(&value));
            prop_assert_eq!(reading.faults, vec![]);
            prop_assert_eq!(reading.value, Some(value));
        }

        #[test]
        fn a_record_says_what_it_was_changed_to_and_keeps_what_is_not_ours((there, wanted) in samples::pair()) {
            let source = format!("\n# above\n{}\n[{}.mine]\nx = 1 # still here\n", write::record(&there), write::fields(&there).word);
            let text = in_place(&source, &there, &wanted).unwrap();
            let reading = record::read(kind(&wanted), &text);
            let faults = reading.faults.iter().filter(|fault| !fault.message.starts_with("`mine` is no key"));
            prop_assert_eq!(faults.count(), 0, "{}", &text);
            prop_assert_eq!(reading.value, Some(wanted.clone()), "{}", &text);
            prop_assert!(text.starts_with("\n# above\n[[") && text.contains("x = 1 # still here"), "{}", &text);
            let back = edit(&text, &wanted, &there);
            prop_assert_eq!(record::read(kind(&there), &back).value, Some(there.clone()), "{}", &back);
            prop_assert_eq!(edit(&source, &there, &there), source);
        }
    }
}
