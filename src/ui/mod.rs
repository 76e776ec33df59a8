//! Drawing: the state of the program into a frame. Changes nothing, decides nothing, and works out no geometry of its
//! own: where things are is [`crate::app::panes`]'s to say.

mod adjudication;
mod agreement;
mod anchors;
mod bulk;
mod claim;
mod codebook;
pub mod color;
mod counts;
mod documents;
mod elsewhere;
mod finder;
mod ledger;
pub mod links;
mod narrow;
mod overlay;
mod page;
mod paint;
mod reader;
mod recoding;
mod relation;
mod reviewing;
mod searching;
mod sidebar;
mod status;
pub mod theme;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::panes::Focus;
use theme::Theme;

/// Draws everything.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    anchors::draw_strip(app, theme, frame);
    let panes = app.panes();
    if let Some(pane) = panes.documents {
        documents::draw(app, theme, pane, frame.buffer_mut());
        if pane.right() < frame.area().right() {
            rule(
                theme,
                Rect {
                    x: pane.right(),
                    width: 1,
                    ..pane
                },
                app.layout.focus == Focus::Documents,
                frame,
            );
        }
    }
    if let Some(pane) = panes.sidebar {
        sidebar::draw(app, theme, pane, frame.buffer_mut());
        if pane.x > 0 {
            rule(
                theme,
                Rect {
                    x: pane.x - 1,
                    width: 1,
                    ..pane
                },
                app.layout.focus == Focus::Sidebar,
                frame,
            );
        }
    }
    if let Some(pane) = panes.reader {
        reader::draw(app, theme, pane, frame);
    }
    if let Some(strip) = panes.strip {
        reviewing::draw_strip(app, theme, strip, frame.buffer_mut());
    }
    if let Some(line) = panes.status {
        status::draw(app, theme, line, frame);
    }
    overlay::draw(app, theme, frame);
    if app.layout.typography.ambiguous_is_wide {
        narrow::make_plain(frame.buffer_mut());
    }
}

/// The rule between two panes; it is stronger beside the pane that has the focus.
fn rule(theme: &Theme, area: Rect, focused: bool, frame: &mut Frame<'_>) {
    let style = if focused {
        theme.border_focus
    } else {
        theme.border
    };
    for y in area.top()..area.bottom() {
        frame.buffer_mut().set_string(area.x, y, "│", style);
    }
}
