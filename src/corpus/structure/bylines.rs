//! Lines that tell several things about an article at once, or tell them in the scripts of East Asia and the Near East: who
//! wrote it, when, and where it appeared. What they say is settled from the line alone; `furniture` has been asked before.

use super::furniture::Line;
use super::{date, names, sources};

/// The longest such line, in bytes.
const LONGEST: usize = 160;
/// What stands before the name of a paper.
#[rustfmt::skip]
const SOURCES: [&str; 8] = ["来源", "來源", "出处", "出處", "المصدر", "מקור", "출처", "出典"];
/// What stands before the day of publication.
#[rustfmt::skip]
const DATES: [&str; 10] = [
    "时间", "日期", "发布时间", "发布日期", "發佈時間", "發布時間", "公開日", "입력", "تاريخ النشر", "תאריך",
];

/// What stands before a name, with a colon, a stroke or a space after it; the longer before those they begin with.
#[rustfmt::skip]
const BEFORE_NAMES: [&str; 34] = [
    "取材・文・写真", "取材・文", "構成・文", "文・写真", "写真・文", "文・構成", "执笔", "執筆者", "執筆", "筆者", "著者", "文責", "取材", "記者", "作者", "作家",
    "本报记者", "本報記者", "本刊记者", "特约记者", "新华社记者", "记者", "撰稿人", "撰稿", "撰文", "通讯员", "文", "글쓴이", "취재기자", "기자", "필자",
    "저자", "글", "الكاتب",
];
/// What stands after a name.
#[rustfmt::skip]
const AFTER_NAMES: [&str; 17] = [
    "（記者）", "(記者)", "（文）", "記者", "编辑", "編集委員", "論説委員", "特派員", "ライター", "기자", "특파원", "선임기자", "논설위원", "편집위원", "칼럼니스트",
    "교수", "报道",
];
/// Who worked on an article and wrote none of it.
const EDITORS: [&str; 9] = [
    "编辑",
    "編輯",
    "责任编辑",
    "責任編輯",
    "校对",
    "审核",
    "責編",
    "责编",
    "編集",
];
/// What parts names from what stands before them.
const PARTING: [char; 8] = [':', '：', '・', '＝', '=', '/', '／', '|'];

/// What `line` tells, where it is one of these.
pub(super) fn of(line: &str) -> Option<Line> {
    if line.len() > LONGEST {
        return None;
    }
    let own = || {
        if line.is_ascii() {
            None
        } else {
            signed(line).or_else(|| dated_source(line))
        }
    };
    labelled(line)
        .or_else(|| cited(line))
        .or_else(own)
        .or_else(|| posted(line))
        .or_else(|| date::of_place_and_day(line).map(Line::Date))
}

/// A label in a script without capitals, and what it is a label of.
fn labelled(line: &str) -> Option<Line> {
    let (key, value) = line.split_once([':', '：'])?;
    let (key, value) = (key.trim(), value.trim());
    if SOURCES.contains(&key) && sources::is_source(value) {
        return Some(Line::Source(value.to_owned()));
    }
    let date = date::find(value).filter(|_| DATES.contains(&key))?;
    Some(Line::Date(date))
}

/// The day in the line that libraries put above a paper: `J Rooms. 2019 Jun;12(3):201-9. doi: 10.9999/jr.2019.003.`
fn cited(line: &str) -> Option<Line> {
    line.find("doi: 10.").or_else(|| line.find("doi:10."))?;
    let (_, rest) = line.split_once(". ")?;
    date::of_line(rest.split(';').next()?).map(Line::Date)
}

/// A line in the scripts of East Asia that says who wrote the article: `文・山田太郎`, `김철수 기자`, `记者 王伟 李娜`.
fn signed(line: &str) -> Option<Line> {
    if !line.contains(|c: char| c >= '\u{3040}') || line.ends_with(['。', '！', '？', '」']) {
        return None;
    }
    let line = line.trim_matches(['[', ']', '【', '】']);
    let (key, _) = line.split_once([':', '：']).unwrap_or_default();
    if EDITORS.contains(&key.trim()) {
        return Some(Line::Furniture);
    }
    let marked = BEFORE_NAMES.iter().find_map(|mark| {
        let rest = line.strip_prefix(mark)?;
        let name = rest.trim_start_matches(PARTING).trim_start();
        // `文` and `글` are words of their own.
        (name.len() < rest.len() && !name.is_empty()).then_some(name)
    });
    // An address may follow: `김철수 기자 kim@example.org`.
    let line = line
        .rsplit_once(' ')
        .filter(|(_, last)| last.contains('@'))
        .map_or(line, |(name, _)| name);
    let signed = marked.or_else(|| {
        let named = AFTER_NAMES
            .iter()
            .find_map(|mark| line.strip_suffix(mark))?;
        let is_parted = named.ends_with(' ') || line.ends_with(['）', ')']);
        let is_korean = named.starts_with(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
        (is_parted && (!is_korean || names::has_surname(named))).then_some(named.trim())
    })?;
    let people = names::uncased(signed);
    let are_short = people.iter().all(|name| {
        (2..=6).contains(&name.chars().filter(|c| c.is_alphabetic()).count())
            && name.chars().all(is_name_letter)
    });
    let people: Vec<String> = people.iter().map(|name| unspaced(name)).collect();
    (are_short && !people.is_empty()).then_some(Line::Authors(people))
}

/// Whether `c` may stand in a name of East Asia: no hiragana but what names are written with now and then.
fn is_name_letter(c: char) -> bool {
    names::is_han_or_hangul(c) || c == ' ' || matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー' | '・')
}

/// `name` without the space that some put between family name and given name in East Asia.
fn unspaced(name: &str) -> String {
    if name.chars().all(is_name_letter) {
        name.replace(' ', "")
    } else {
        name.to_owned()
    }
}

/// The day in a line that names the paper after it: `2024年3月12日 08:15 来源：南港日报`.
fn dated_source(line: &str) -> Option<Line> {
    let (before, _) = sourced(line)?;
    date::of_line(before).map(Line::Date)
}

/// What stands in `line` before the name of the paper, and the name.
fn sourced(line: &str) -> Option<(&str, &str)> {
    SOURCES.iter().find_map(|mark| {
        let (before, after) = line.split_once(mark)?;
        let name = after.strip_prefix([':', '：'])?.trim();
        let name = name.split_whitespace().next()?;
        sources::is_source(name).then_some((before.trim(), name))
    })
}

/// The paper that `line`, which tells the day, names after it.
pub(super) fn source_of(line: &str) -> Option<&str> {
    sourced(line).map(|(_, name)| name)
}

/// The name that `line` is and nothing else, where its script has no capitals to tell by: of two to four letters in East
/// Asia, of two or three words in Arabic and Hebrew.
pub(super) fn bare_name(line: &str) -> Option<String> {
    let letters = line.chars().filter(|c| !c.is_whitespace()).count();
    let is_eastern = line.chars().all(is_name_letter);
    let is_near_eastern = |c: char| matches!(c, '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}');
    let words = super::looks::words(line);
    let is_name = if is_eastern {
        (2..=5).contains(&letters) && words <= 2
    } else {
        (2..=3).contains(&words)
            && line.len() <= 60
            && line.chars().all(|c| c == ' ' || is_near_eastern(c))
    };
    is_name.then(|| unspaced(line))
}

/// A line such as `May 17, 2024 by Mira Holt 3 Comments` or `Posted by admin on 3 May 2023`.
fn posted(line: &str) -> Option<Line> {
    let lower = line.to_ascii_lowercase();
    let begins = ["by ", "posted by ", "published by ", "written by "];
    if let Some(begin) = begins.iter().find(|begin| lower.starts_with(**begin)) {
        let (name, rest) = line.get(begin.len()..)?.split_once([' ', ','])?;
        let is_time = rest.strip_prefix("at ").is_some_and(|time| {
            time.len() <= 8 && time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit())
        });
        if is_time && is_first_name(name) && !names::is_nobody(name) {
            return Some(Line::Authors(vec![name.to_owned()]));
        }
        return date::of_line(rest)
            .filter(|_| names::is_nobody(name))
            .map(Line::Date);
    }
    let at = lower.find(" by ")?;
    let date = date::of_line(line.get(..at)?)?;
    let named = uncounted(line.get(at + " by ".len()..)?.trim());
    if names::is_nobody(named) {
        return Some(Line::Date(date));
    }
    let authors = names::list(named);
    if !authors.is_empty() {
        return Some(Line::Authors(authors));
    }
    is_first_name(named).then(|| Line::Authors(vec![named.to_owned()]))
}

/// Whether `name` may be the first name that somebody writes under.
fn is_first_name(name: &str) -> bool {
    name.len() <= 24
        && name.starts_with(char::is_uppercase)
        && name.chars().all(char::is_alphabetic)
}

/// `named` without how many readers have said something.
fn uncounted(named: &str) -> &str {
    let lower = named.to_ascii_lowercase();
    let end = [
        "leave a comment",
        "comments off",
        "no comments",
        "filed under",
        "in ",
    ]
    .iter()
    .filter_map(|mark| lower.find(&format!(" {mark}")))
    .min()
    .unwrap_or(named.len());
    let named = named.get(..end).unwrap_or(named);
    let counts =
        |word: &str| word.eq_ignore_ascii_case("comment") || word.eq_ignore_ascii_case("comments");
    let counted = named
        .rsplit_once(' ')
        .filter(|(_, word)| counts(word))
        .and_then(|(rest, _)| rest.trim_end().rsplit_once(' '))
        .filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()));
    counted
        .map_or(named, |(name, _)| name)
        .trim_end_matches([' ', '|', '·', '•', ',', '/', '-', '–'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tell_several_things_at_once() {
        let authors = |name: &str| Some(Line::Authors(vec![name.into()]));
        let date = |date: &str| Some(Line::Date(date.into()));
        for (line, is) in [
            ("May 17, 2024 by Mira Holt 3 Comments", authors("Mira Holt")),
            (
                "May 17, 2024 by Mira Holt | Leave a comment",
                authors("Mira Holt"),
            ),
            ("Posted on August 21, 2017 by Giulia", authors("Giulia")),
            ("August 21, 2017 by admin", date("2017-08-21")),
            ("Posted by Giulia at 9:14 PM", authors("Giulia")),
            ("Posted by guards at 9 doors", None),
            ("Posted by admin on 3 May 2023", date("2023-05-03")),
            ("New York, 27 September 2019", date("2019-09-27")),
            ("Granada - 07 oct 2018 - 22:01 CEST", date("2018-10-07")),
            ("The long march - 3 May 2020", None),
            ("来源：新华社", Some(Line::Source("新华社".into()))),
            ("发布时间：2024年5月17日", date("2024-05-17")),
            ("2024年05月17日 08:15 来源：南港日报", date("2024-05-17")),
            ("文・山田太郎", authors("山田太郎")),
            ("文＝山田 太郎", authors("山田太郎")),
            ("執筆者：山田太郎", authors("山田太郎")),
            ("김철수 기자", authors("김철수")),
            ("김철수 기자 kim@example.org", authors("김철수")),
            ("글 김철수", authors("김철수")),
            ("本报记者 王伟", authors("王伟")),
            ("责任编辑：王伟", Some(Line::Furniture)),
            ("文化の日を前に", None),
            ("記者が見た静かな港", None),
            ("글을 쓰는 사람들", None),
            ("记者节的由来", None),
            ("그는 기자", None),
            ("It was built by the mayor", None),
            (
                "J Rooms. 2019 Jun;12(3):201-9. doi: 10.9999/jr.2019.003.",
                date("2019-06"),
            ),
            ("He wrote it. 2019 Jun; see doi: none", None),
            ("Posted by Jane Doe on 3 May 2023", None),
            ("The long march, 3 May 2020", None),
        ] {
            assert_eq!(of(line), is, "{line}");
        }
    }
}
