//! PDF files for tests, written by hand.

use std::fmt::Write as _;

/// A file that is being written. The fonts are F1 Helvetica, F2 Helvetica bold, F3 Times, F4 a composite font whose map to
/// Unicode is given.
#[derive(Default)]
pub(super) struct Pdf {
    pages: Vec<String>,
    info: String,
    map: String,
    extra: Vec<String>,
}

impl Pdf {
    /// Appends a page that `content` draws.
    pub(super) fn page(mut self, content: &str) -> Self {
        self.pages.push(content.to_owned());
        self
    }

    /// Sets the entries of the information dictionary.
    pub(super) fn info(mut self, info: &str) -> Self {
        info.clone_into(&mut self.info);
        self
    }

    /// Sets the map to Unicode of the composite font.
    pub(super) fn map(mut self, map: &str) -> Self {
        map.clone_into(&mut self.map);
        self
    }

    /// Appends an object, which is number 9 if it is the first, and is called X9 among the forms.
    pub(super) fn object(mut self, object: &str) -> Self {
        self.extra.push(object.to_owned());
        self
    }

    /// The file, with a table of its objects.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let font = |name: &str| {
            format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>")
        };
        let first = 9 + self.extra.len();
        let (mut kids, mut forms) = (String::new(), String::new());
        for at in 0..self.pages.len() {
            write!(kids, "{} 0 R ", first + 2 * at).unwrap();
        }
        for at in 0..self.extra.len() {
            write!(forms, "/X{0} {0} 0 R", 9 + at).unwrap();
        }
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            format!(
                "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R/F4 6 0 R>>/XObject<<{forms}>>>>>>",
                self.pages.len()
            ),
            font("Helvetica"),
            font("Helvetica-Bold"),
            font("Times-Roman"),
            "<</Type/Font/Subtype/Type0/BaseFont/Invented/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/DW 500>>]/ToUnicode 7 0 R>>".to_owned(),
            stream(&self.map),
            format!("<<{}>>", self.info),
        ];
        objects.extend(self.extra.iter().cloned());
        for (at, page) in self.pages.iter().enumerate() {
            objects.push(format!(
                "<</Type/Page/Parent 2 0 R/Contents {} 0 R>>",
                first + 2 * at + 1
            ));
            objects.push(stream(page));
        }
        assembled(&objects)
    }
}

fn stream(content: &str) -> String {
    format!(
        "<</Length {}>>\nstream\n{content}\nendstream",
        content.len()
    )
}

fn assembled(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(
        file,
        "trailer\n<</Size {size}/Root 1 0 R/Info 8 0 R>>\nstartxref\n{table}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}

/// Draws `text` in the font and size `font`, such as `F1 10`, with its baseline at `y`.
pub(super) fn at(x: f64, y: f64, font: &str, text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '(' | ')' | '\\' => escaped.extend(['\\', c]),
            ' '..='~' => escaped.push(c),
            '•' => escaped.push_str("\\225"),
            '’' => escaped.push_str("\\222"),
            '—' => escaped.push_str("\\227"),
            _ => panic!("{c} is not in the fonts of the samples"),
        }
    }
    format!("BT /{font} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n")
}

/// Draws `lines` one below the other, from `y` down.
pub(super) fn lines(x: f64, y: f64, font: &str, lines: &[&str]) -> String {
    let mut y = y;
    let mut drawn = String::new();
    for line in lines {
        drawn.push_str(&at(x, y, font, line));
        y -= 12.0;
    }
    drawn
}
