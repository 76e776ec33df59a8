//! An order of tags or verdicts as the journal spells it.

use crate::model::{Order, TagName, Verdict};

/// The first line of an order of tags, and of one of verdicts.
const TAGS: &str = "order of tags";
const VERDICTS: &str = "order of verdicts";

/// An order as it is written: what it is of, and the names, a line each.
pub fn text(order: &Order) -> String {
    let (head, names): (&str, Vec<&str>) = match order {
        Order::Tags(names) => (TAGS, names.iter().map(TagName::as_str).collect()),
        Order::Grades(names) => (VERDICTS, names.iter().map(Verdict::as_str).collect()),
    };
    format!("{head}\n{}", names.join("\n"))
}

/// The order that `text` is, if it is one.
pub fn parse(text: &str) -> Option<Order> {
    let (head, names) = text.split_once('\n')?;
    let names = || names.lines();
    match head {
        TAGS => Some(Order::Tags(names().filter_map(TagName::parse).collect())),
        VERDICTS => Some(Order::Grades(names().filter_map(Verdict::parse).collect())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_as_it_was_written() {
        let tags = ["b", "a/c"].into_iter().filter_map(TagName::parse);
        let verdicts = ["half true", "true"].into_iter().filter_map(Verdict::parse);
        let orders = [
            Order::Tags(tags.collect()),
            Order::Grades(verdicts.collect()),
        ];
        for order in orders {
            assert_eq!(parse(&text(&order)), Some(order));
        }
        assert_eq!(parse("[[tag]]\nname = \"a\"\n"), None);
    }
}
