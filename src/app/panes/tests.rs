use super::*;
use proptest::prelude::*;

fn shown(width: u16, focus: Focus) -> (bool, bool, bool) {
    let layout = Layout {
        focus,
        ..Layout::default()
    };
    let found = panes(Rect::new(0, 0, width, 24), &layout);
    (
        found.documents.is_some(),
        found.reader.is_some(),
        found.sidebar.is_some(),
    )
}

#[test]
fn the_window_decides_how_many_panes_there_are() {
    for (width, focus, expect) in [
        (120, Focus::Reader, (true, true, true)),
        (80, Focus::Reader, (false, true, true)),
        (80, Focus::Documents, (true, true, false)),
        (50, Focus::Reader, (false, true, false)),
        (50, Focus::Documents, (true, false, false)),
        (50, Focus::Sidebar, (false, false, true)),
    ] {
        assert_eq!(shown(width, focus), expect, "{width} {focus:?}");
    }
    let zoomed = Layout {
        zoom: true,
        ..Layout::default()
    };
    assert_eq!(panes(Rect::new(0, 0, 120, 24), &zoomed).documents, None);
}

proptest! {
    #[test]
    fn nothing_lies_outside_the_window_or_on_something_else(
        width in 0u16..400, height in 0u16..200, documents_width in 0u16..500, sidebar_width in 0u16..500,
        measure in 1u16..300, margin in 0u16..30, digits in 0u16..9, strip in 0u16..4, focus in prop_oneof![Just(Focus::Documents), Just(Focus::Reader), Just(Focus::Sidebar)],
        zoom: bool,
    ) {
        let area = Rect::new(0, 0, width, height);
        let typography = Typography { measure, margin, ..Typography::default() };
        let layout = Layout { documents_width, sidebar_width, typography, focus, zoom, side: Focus::Documents, strip };
        let found = panes(area, &layout);
        let taken = width.min(height)..documents_width.min(height.saturating_sub(1));
        if taken.start < taken.end {
            let part = beside(area, Some(taken.clone()), 40, (digits.min(sidebar_width), sidebar_width));
            prop_assert!(part.is_empty() || part.intersection(area) == part, "{:?}", part);
            let is_room = taken.start.max((height - 1).saturating_sub(taken.end)) >= 5;
            prop_assert!(!is_room || part.bottom() <= taken.start || part.y >= taken.end, "{:?}", part);
        }
        let all: Vec<Rect> = [found.documents, found.reader, found.sidebar, found.strip, found.status].into_iter().flatten().collect();
        for (index, one) in all.iter().enumerate() {
            prop_assert_eq!(one.intersection(area), *one);
            for other in &all[..index] {
                prop_assert!(!one.intersects(*other), "{:?} and {:?}", one, other);
            }
        }
        for (head, old, new) in [(0, 0, 0), (3, 9, 2), (900, 2, 900)] {
            let parts = comparison_parts(area, head, old, new);
            for part in [parts.head, parts.old, parts.new] {
                prop_assert!(part.is_empty() || part.intersection(parts.frame) == part, "{:?}", parts);
            }
            prop_assert!(!parts.old.intersects(parts.new) && !parts.head.intersects(parts.old) && !parts.head.intersects(parts.new));
            prop_assert_eq!(parts.frame.intersection(area), parts.frame);
        }
        if let Some(reader) = found.reader {
            let text = reader_parts(reader, &typography, digits).text;
            for (row, rows) in [(0, 1), (height / 2, 3), (height, 900)] {
                let part = peek_part(text, row, rows);
                prop_assert!(part.is_empty() || part.intersection(text) == part, "{:?} in {:?}", part, text);
                let marked = text.y + row.min(text.height.saturating_sub(1));
                prop_assert!(part.is_empty() || !(part.top()..part.bottom()).contains(&marked));
            }
            let parts = reader_parts(reader, &typography, digits);
            for part in [parts.header, parts.numbers, parts.gutter, parts.text, parts.scrollbar] {
                prop_assert!(part.is_empty() || part.intersection(reader) == part, "{:?} in {:?}", part, reader);
            }
            let (left, right) = parts.beside;
            prop_assert!(parts.gutter.x >= reader.x + left || left == 0);
            prop_assert!(parts.text.right() + right <= parts.scrollbar.x || right == 0);
            prop_assert!(!parts.text.intersects(parts.gutter) && !parts.text.intersects(parts.scrollbar));
            prop_assert!(!parts.numbers.intersects(parts.gutter) && !parts.numbers.intersects(parts.text));
        }
    }
}
