#![no_main]

use libfuzzer_sys::fuzz_target;
use postil::model::Span;
use postil::text::cluster::{Spacing, clusters};
use postil::text::wrap::wrap;

fuzz_target!(|input: (u16, bool, &str)| {
    let (width, keeps, text) = input;
    let spacing = if keeps { Spacing::Keep } else { Spacing::Fold };
    let rows = wrap(text, Span::new(0, text.len()), width % 200, spacing);
    let mut end = 0;
    for row in rows {
        assert_eq!(row.start, end);
        end = row.end;
        let symbols = clusters(text, row, spacing).map(|cluster| cluster.symbol.into_owned());
        assert!(!symbols.collect::<String>().contains(char::is_control));
    }
    assert_eq!(end, text.len());
});
