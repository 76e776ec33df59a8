//! What a page draws: its glyphs, each with the text it stands for and its place, and how much of it pictures cover.
//!
//! A small interpreter of content streams (ISO 32000-1, sections 8.4, 8.10 and 9.3 to 9.4) that follows what text needs:
//! the graphics state's matrix, the text state, forms, and marked content that is furniture or says what it draws. Colours,
//! paths and shadings are stepped over. Places come out in points from the lower left corner of the page as it is seen.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId};

use super::content::{Operand, Operations};
use super::file::{File, Page, guarded, swollen};
use super::fonts::{Code, Font};
use crate::corpus::Fault;

/// How deep forms may lie inside each other.
const DEEPEST_FORM: usize = 8;
/// How deep graphics states may be kept.
const DEEPEST_STATE: usize = 256;
/// More operations than this on one page are not waited for.
const MANY_OPERATIONS: usize = 4_000_000;
/// More glyphs than this on one page are no page.
const MANY_ON_A_PAGE: usize = 200_000;
/// More glyphs than this in a file are no article.
const MANY_GLYPHS: usize = 12_000_000;

/// An affine map: `[a b c d e f]` takes (x, y) to (ax + cy + e, bx + dy + f).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

#[expect(
    clippy::many_single_char_names,
    reason = "the letters are those of the standard"
)]
impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [g, h, i, j, ..] = next.0;
        let (x, y) = next.point(e, f);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            x,
            y,
        ])
    }

    fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

/// One glyph on a page.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// What it says; empty where marked content said it before.
    pub(super) text: Rc<str>,
    /// Where it begins.
    pub(super) x: f64,
    /// Where the next one begins, if nothing moves it.
    pub(super) end: f64,
    /// Its baseline.
    pub(super) y: f64,
    /// The size of its font on the page.
    pub(super) size: f64,
    /// Whether it is bold.
    pub(super) is_bold: bool,
    /// Whether it is italic.
    pub(super) is_italic: bool,
    /// Whether the file says that it is no part of the article: a running head, a page number.
    pub(super) is_artifact: bool,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// How high it is, in points.
    pub(super) height: f64,
    /// Its glyphs, in the order they are drawn.
    pub(super) glyphs: Vec<Glyph>,
    /// The share of the page that pictures cover, those upon others counted again.
    pub(super) pictures: f64,
}

/// Draws the pages of one file, and remembers its fonts.
pub(super) struct Painter<'f> {
    file: &'f File,
    fonts: HashMap<ObjectId, Rc<Font>>,
    /// How many glyphs there were so far.
    count: usize,
}

/// What `q` keeps and `Q` brings back.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// A page that is being drawn.
struct Canvas {
    /// Glyphs, their last point and the direction that they run in: 0 to 3 quarter turns to the left.
    glyphs: Vec<(Glyph, f64, u8)>,
    area: f64,
    pictures: f64,
    operations: usize,
    /// Marked content that is open: whether it is furniture, and what it says.
    marked: Vec<(bool, Option<Rc<str>>)>,
}

impl<'f> Painter<'f> {
    /// A painter for `file`.
    pub(super) fn of(file: &'f File) -> Self {
        Self {
            file,
            fonts: HashMap::new(),
            count: 0,
        }
    }

    /// What `page` shows.
    ///
    /// # Errors
    /// When the file unpacks to too much, or says too much.
    pub(super) fn sheet(&mut self, page: &Page<'f>) -> Result<Sheet, Fault> {
        let content = self.file.content(page)?;
        let mut canvas = Canvas {
            glyphs: Vec::new(),
            area: page.width * page.height,
            pictures: 0.0,
            operations: 0,
            marked: Vec::new(),
        };
        self.run(&content, page.resources, page.placed, &mut canvas, 0)?;
        self.count += canvas.glyphs.len();
        if self.count > MANY_GLYPHS {
            return Err(swollen());
        }
        Ok(canvas.finish(page.width, page.height))
    }

    fn run(
        &mut self,
        content: &[u8],
        resources: Option<&'f Dictionary>,
        matrix: Matrix,
        canvas: &mut Canvas,
        depth: usize,
    ) -> Result<(), Fault> {
        let mut operations = Operations::of(content);
        let mut state = State::new(matrix);
        let mut kept: Vec<State> = Vec::new();
        let (mut line, mut text) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let marked = canvas.marked.len();
        while let Some(operator) = operations.next() {
            canvas.operations += 1;
            if canvas.operations > MANY_OPERATIONS || canvas.glyphs.len() > MANY_ON_A_PAGE {
                break;
            }
            match operator {
                b"q" if kept.len() < DEEPEST_STATE => kept.push(state.clone()),
                b"Q" => state = kept.pop().unwrap_or(state),
                b"cm" => {
                    if let Some(by) = operations.numbers() {
                        state.matrix = Matrix(by).then(state.matrix);
                    }
                }
                b"BT" => (line, text) = (Matrix::IDENTITY, Matrix::IDENTITY),
                b"Tf" => {
                    state.font = self.font(operations.named(), resources)?;
                    state.size = operations.numbers().map_or(state.size, |[size]| size);
                }
                b"Do" => self.draw(operations.named(), resources, &state, canvas, depth)?,
                b"BMC" | b"BDC" => canvas.mark(operations.operands()),
                b"EMC" if canvas.marked.len() > marked => drop(canvas.marked.pop()),
                b"Td" | b"TD" | b"Tm" | b"T*" | b"'" | b"\"" => {
                    state.next_line(operator, &operations, &mut line);
                    text = line;
                    if matches!(operator, b"'" | b"\"") {
                        canvas.show(operations.operands(), &state, &mut text);
                    }
                }
                b"Tj" | b"TJ" => canvas.show(operations.operands(), &state, &mut text),
                _ => state.set(operator, &operations),
            }
        }
        canvas.marked.truncate(marked);
        Ok(())
    }

    fn font(
        &mut self,
        name: Option<&[u8]>,
        resources: Option<&'f Dictionary>,
    ) -> Result<Option<Rc<Font>>, Fault> {
        let fonts = resources.and_then(|of| self.file.dictionary(of, "Font"));
        let Some(object) = fonts.and_then(|fonts| fonts.get(name?).ok()) else {
            return Ok(None);
        };
        let id = object.as_reference().ok();
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Ok(Some(Rc::clone(font)));
        }
        let found = self.file.follow(object);
        let Some(dictionary) = found.and_then(|font| font.as_dict().ok()) else {
            return Ok(None);
        };
        let font = Rc::new(Font::of(self.file, dictionary)?);
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Ok(Some(font))
    }

    /// Draws the form or the picture called `name`.
    fn draw(
        &mut self,
        name: Option<&[u8]>,
        resources: Option<&'f Dictionary>,
        state: &State,
        canvas: &mut Canvas,
        depth: usize,
    ) -> Result<(), Fault> {
        let objects = resources.and_then(|of| self.file.dictionary(of, "XObject"));
        let object = objects.and_then(|objects| objects.get(name?).ok());
        let Some(Object::Stream(stream)) = object.and_then(|object| self.file.follow(object))
        else {
            return Ok(());
        };
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
        if kind.is_ok_and(|kind| kind == b"Image") {
            let [a, b, c, d, ..] = state.matrix.0;
            canvas.pictures += (a * d - b * c).abs() / canvas.area;
            return Ok(());
        }
        if depth >= DEEPEST_FORM {
            return Ok(());
        }
        let matrix = self.file.numbers(&stream.dict, "Matrix").map(Matrix);
        let matrix = matrix.unwrap_or(Matrix::IDENTITY).then(state.matrix);
        let own = self.file.dictionary(&stream.dict, "Resources");
        let content = self.file.unpacked(stream)?;
        self.run(&content, own.or(resources), matrix, canvas, depth + 1)
    }
}

impl State {
    fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }

    /// Sets what `operator` sets.
    fn set(&mut self, operator: &[u8], operations: &Operations<'_>) {
        let Some([number]) = operations.numbers() else {
            return;
        };
        match operator {
            b"Tc" => self.spacing = number,
            b"Tw" => self.word_spacing = number,
            b"Tz" => self.scale = number / 100.0,
            b"TL" => self.leading = number,
            b"Ts" => self.rise = number,
            _ => {}
        }
    }

    /// Moves `line`, where lines begin, as `operator` says.
    fn next_line(&mut self, operator: &[u8], operations: &Operations<'_>, line: &mut Matrix) {
        match operator {
            b"Tm" => {
                if let Some(matrix) = operations.numbers() {
                    *line = Matrix(matrix);
                }
            }
            b"Td" | b"TD" => {
                if let Some([x, y]) = operations.numbers() {
                    if operator == b"TD" {
                        self.leading = -y;
                    }
                    *line = Matrix::moved(x, y).then(*line);
                }
            }
            _ => {
                if let (b"\"", Some([word, character])) = (operator, operations.numbers()) {
                    (self.word_spacing, self.spacing) = (word, character);
                }
                *line = Matrix::moved(0.0, -self.leading).then(*line);
            }
        }
    }
}

impl Canvas {
    /// Opens marked content.
    fn mark(&mut self, operands: &[Operand]) {
        let is_artifact = operands.first() == Some(&Operand::Name(b"Artifact".to_vec()));
        let mut says = None;
        for pair in operands.windows(2) {
            if let [Operand::Name(key), Operand::Bytes(text)] = pair
                && key == b"ActualText"
            {
                let text = Object::String(text.clone(), lopdf::StringFormat::Literal);
                says = guarded(|| lopdf::decode_text_string(&text).ok())
                    .flatten()
                    .map(Rc::from);
            }
        }
        if self.marked.len() < DEEPEST_STATE {
            self.marked.push((is_artifact, says));
        }
    }

    /// Draws the strings among `operands`, and moves `text` behind them.
    fn show(&mut self, operands: &[Operand], state: &State, text: &mut Matrix) {
        let Some(font) = state.font.clone() else {
            return;
        };
        let is_array = operands.contains(&Operand::Open);
        for operand in operands {
            match operand {
                Operand::Number(back) if is_array => {
                    let by = -back / 1000.0 * state.size * state.scale;
                    *text = Matrix::moved(by, 0.0).then(*text);
                }
                Operand::Bytes(bytes) => {
                    font.codes(bytes, |code| self.glyph(&code, &font, state, text));
                }
                _ => {}
            }
        }
    }

    fn glyph(&mut self, code: &Code, font: &Font, state: &State, text: &mut Matrix) {
        let mut advance = code.width * font.unit * state.size + state.spacing;
        if code.is_space {
            advance += state.word_spacing;
        }
        let advance = advance * state.scale;
        let place = text.then(state.matrix);
        let (x, y) = place.point(0.0, state.rise);
        let (end, last) = place.point(advance, state.rise);
        let (up_x, up_y) = place.point(0.0, state.rise + state.size);
        *text = Matrix::moved(advance, 0.0).then(*text);
        let size = (up_x - x).hypot(up_y - y)
            * if font.unit > 0.002 {
                font.unit * 1000.0
            } else {
                1.0
            };
        let [a, b, ..] = place.0;
        let places = [x, y, end, last, size];
        if !places
            .iter()
            .all(|place| place.is_finite() && place.abs() < 1e6)
            || size < 0.5
        {
            return;
        }
        let (a, b) = (a * state.scale.signum(), b * state.scale.signum());
        let turn = match (a, b) {
            _ if b.abs() * 8.0 < a.abs() => {
                if a > 0.0 {
                    0
                } else {
                    2
                }
            }
            _ if a.abs() * 8.0 < b.abs() => {
                if b > 0.0 {
                    1
                } else {
                    3
                }
            }
            _ => return,
        };
        let text = self.said(code);
        let glyph = Glyph {
            text,
            x,
            end,
            y,
            size,
            is_bold: font.is_bold,
            is_italic: font.is_italic,
            is_artifact: self.marked.iter().any(|(is_artifact, _)| *is_artifact),
        };
        self.glyphs.push((glyph, last, turn));
    }

    /// What a glyph says: the first one inside marked content with a text says all of it, the others nothing.
    fn said(&mut self, code: &Code) -> Rc<str> {
        for (_, says) in &mut self.marked {
            if let Some(text) = says {
                return std::mem::replace(text, Rc::from(""));
            }
        }
        Rc::clone(&code.text)
    }

    /// The page, turned so that most of its text runs from left to right; text in another direction is no running text.
    fn finish(self, width: f64, height: f64) -> Sheet {
        let count = |turn: u8| self.glyphs.iter().filter(|(.., of)| *of == turn).count();
        let most = (0..4)
            .max_by_key(|turn| (count(*turn), 4 - turn))
            .unwrap_or(0);
        let (wide, high) = if most % 2 == 0 {
            (width, height)
        } else {
            (height, width)
        };
        let turned = |x: f64, y: f64| match most {
            1 => (y, width - x),
            2 => (width - x, height - y),
            3 => (height - y, x),
            _ => (x, y),
        };
        let straight = self.glyphs.into_iter().filter(|(.., turn)| *turn == most);
        let glyphs = straight.map(|(mut glyph, last, _)| {
            let (end, _) = turned(glyph.end, last);
            (glyph.x, glyph.y) = turned(glyph.x, glyph.y);
            glyph.end = end;
            glyph
        });
        let on_page = |glyph: &Glyph| {
            (-2.0..=wide + 2.0).contains(&glyph.x) && (-2.0..=high + 2.0).contains(&glyph.y)
        };
        Sheet {
            height: high,
            glyphs: glyphs.filter(on_page).collect(),
            pictures: self.pictures,
        }
    }
}
