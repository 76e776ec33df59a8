//! The words of dates in the languages articles are mostly in. `date` reads them.

use std::borrow::Cow;

/// Words that stand beside a date on a line of its own, in order.
#[rustfmt::skip]
pub(super) const BESIDE: &[&str] = &[
    "a.m", "actualizado", "aedt", "aest", "aggiornato", "ago", "aktualisiert", "aktualizacja", "alle", "am", "ast",
    "at", "atualizado", "bijgewerkt", "bst", "by", "cest", "cet", "created", "cst", "cuma", "cumartesi", "czwartek",
    "date", "dated", "datum", "day", "days", "de", "del", "di", "dimanche", "dinsdag", "dodano", "domingo",
    "donderdag", "donnerstag", "editiert", "edition", "edt", "el", "em", "est", "et", "fecha", "feira", "first",
    "fredag", "freitag", "fri", "friday", "from", "geplaatst", "gepubliceerd", "giovedì", "gmt", "godz", "godzina",
    "güncelleme", "güncellendi", "h", "hkt", "hour", "hours", "hrs", "hs", "il", "in", "issue", "ist", "jeudi", "jour",
    "jueves", "kl", "last", "le", "local", "lundi", "lunedì", "lunes", "lördag", "maandag", "mardi", "martedì",
    "martes", "mercoledì", "mercredi", "miercoles", "minute", "minutes", "mis", "mittwoch", "miércoles", "modified",
    "mon", "monday", "montag", "month", "months", "msk", "måndag", "na", "niedziela", "no", "num", "number", "o", "of",
    "om", "on", "online", "onsdag", "op", "opublikowano", "ore", "originally", "os", "p.m", "pazar", "pazartesi",
    "pdt", "perşembe", "piątek", "pm", "poniedziałek", "posted", "pst", "pt", "pubblicato", "publicada", "publicado",
    "publication", "publicerad", "publicerades", "published", "publié", "publiée", "quarta", "quarta-feira", "quinta",
    "quinta-feira", "r", "released", "saat", "sabato", "salı", "samedi", "samstag", "sat", "saturday", "segunda",
    "segunda-feira", "sexta", "sexta-feira", "sobota", "son", "sonntag", "stand", "sun", "sunday", "sábado", "söndag",
    "tarih", "tarihi", "terça", "terça-feira", "the", "thu", "thur", "thurs", "thursday", "time", "tisdag", "to",
    "torsdag", "tue", "tues", "tuesday", "uhr", "um", "updated", "uppdaterad", "utc", "uur", "vendredi", "venerdì",
    "veröffentlicht", "viernes", "vol", "volume", "vrijdag", "wed", "wednesday", "week", "weeks", "woensdag", "wtorek",
    "yayın", "yayınlandı", "yayınlanma", "year", "years", "zaterdag", "zondag", "à", "às", "çarşamba", "środa", "в",
    "воскресенье", "вторник", "г", "год", "года", "дата", "обновлено", "опубликована", "опубликовано", "от",
    "понедельник", "публикация", "пятница", "среда", "суббота", "четверг", "آخر", "الأحد", "الأربعاء", "الإثنين",
    "الاثنين", "الثلاثاء", "الجمعة", "الخميس", "الساعة", "السبت", "النشر", "بتاريخ", "تاريخ", "تحديث", "ص", "في", "م",
    "نشر", "公開", "公開日", "午前", "午後", "发布", "发布日期", "发布时间", "周一", "周三", "周二", "周五", "周六", "周四", "周日", "投稿日", "掲載", "掲載日",
    "日期", "时间", "星期一", "星期三", "星期二", "星期五", "星期六", "星期四", "星期日", "更新", "更新日", "更新时间", "最終更新", "發布時間", "配信", "게재",
    "기사입력", "등록", "수정", "승인", "오전", "오후", "입력",
];

/// The months, by the letters that tell them apart at the beginning of their names in English, German, French, Spanish,
/// Portuguese, Italian, Dutch, Polish, Swedish, Russian, Ukrainian, Turkish and Arabic.
#[rustfmt::skip]
pub(super) const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "janeiro", "gennaio", "januari",
        "stycznia", "января", "январь", "янв", "styczeń", "ocak", "січня", "يناير"],
    &["february", "feb", "februar", "février", "fevrier", "févr", "febrero", "fevereiro", "fev", "febbraio",
        "februari", "lutego", "февраля", "февраль", "фев", "luty", "şubat", "лютого", "فبراير"],
    &["march", "mar", "märz", "maerz", "mär", "mars", "marzo", "março", "marco", "maart", "mrt", "marca", "марта",
        "март", "мар", "marts", "marzec", "mart", "березня", "مارس"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwietnia", "апреля", "апрель", "апр", "kwiecień",
        "nisan", "квітня", "أبريل", "إبريل", "ابريل"],
    &["may", "mai", "mayo", "maio", "maggio", "mei", "maj", "maja", "мая", "май", "mayıs", "травня", "مايو"],
    &["june", "jun", "juni", "juin", "junio", "junho", "giugno", "czerwca", "июня", "июнь", "июн", "czerwiec",
        "haziran", "червня", "يونيو"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio", "lipca", "июля", "июль", "июл", "lipiec",
        "temmuz", "липня", "يوليو"],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus", "augusti", "sierpnia", "августа", "август", "авг",
        "sierpień", "ağustos", "серпня", "أغسطس", "اغسطس"],
    &["september", "sept", "sep", "septembre", "septiembre", "setembro", "set", "settembre", "września", "сентября",
        "сентябрь", "сен", "wrzesień", "eylül", "вересня", "سبتمبر"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "out", "ottobre", "ott", "października",
        "октября", "октябрь", "окт", "październik", "ekim", "жовтня", "أكتوبر", "اكتوبر"],
    &["november", "nov", "novembre", "noviembre", "novembro", "listopada", "ноября", "ноябрь", "ноя", "listopad",
        "kasım", "листопада", "نوفمبر"],
    &["december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "dezembro", "dicembre",
        "grudnia", "декабря", "декабрь", "дек", "desember", "grudzień", "aralık", "грудня", "ديسمبر"],
];

/// Words before a date that is not when the article came out but when it was last changed.
pub(super) const CHANGED: &[&str] = &[
    "editiert",
    "updated",
    "modified",
    "edited",
    "revised",
    "reviewed",
    "aktualisiert",
    "mis",
    "actualizado",
    "aggiornato",
    "обновлено",
    "uppdaterad",
    "bijgewerkt",
    "aktualizacja",
    "atualizado",
    "güncelleme",
    "수정",
    "更新",
    "更新日",
    "最終更新",
    "更新时间",
    "تحديث",
];

/// Words before a date that is when the article came out, where another tells when it was changed.
#[rustfmt::skip]
pub(super) const PUBLISHED: &[&str] = &[
    "published", "posted", "created", "publicado", "publicada", "pubblicato", "publicerad", "gepubliceerd", "입력", "公開", "公開日",
    "publié", "publiée", "veröffentlicht", "опубликовано", "발행", "등록",
];

/// `text` with the digits of Arabic, Persian and full width that it may have as those of ASCII.
pub(super) fn western(text: &str) -> Cow<'_, str> {
    let digit = |c: char| {
        let zero = match c {
            '٠'..='٩' => '٠',
            '۰'..='۹' => '۰',
            '０'..='９' => '０',
            _ => return None,
        };
        char::from_digit(u32::from(c) - u32::from(zero), 10)
    };
    if text.is_ascii() || !text.contains(|c| digit(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| digit(c).unwrap_or(c)).collect())
}

/// The year that Japan counts from the beginning of an era: `令和6` is 2024.
pub(super) fn of_era(word: &str) -> Option<i16> {
    let eras = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];
    let (counted, before) = eras
        .iter()
        .find_map(|(era, before)| Some((word.strip_prefix(era)?, before)))?;
    let year: i16 = counted.parse().ok().filter(|_| counted.len() <= 2)?;
    Some(before + year)
}
