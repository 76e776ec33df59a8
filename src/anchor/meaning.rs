//! Whether an edit of a quote may turn what it says: it touches a number, a date, a unit, a negation, a quantifier, a modal,
//! a direction or a name. A rule of thumb, on the safe side: a person looks at what it picks out.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::change::changed;
use crate::text::fold;

/// What an edit did to a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing but typography, if anything.
    Same,
    /// Words changed that carry no figure, name or turn of meaning.
    Edited,
    /// It may say something else now.
    ChangedMeaning,
}

/// What became of `old` in `new`.
pub(super) fn effect(old: &str, new: &str) -> Effect {
    if old == new {
        return Effect::Same;
    }
    let mut effect = Effect::Same;
    for change in changed(old, new).iter().filter(|change| !change.kept) {
        effect = Effect::Edited;
        let (went, came) = (spelled(change.old.of(old)), spelled(change.new.of(new)));
        let only = |these: &[String], those: &[String]| {
            let lower: Vec<String> = those.iter().map(|word| word.to_lowercase()).collect();
            let mut missing = these
                .iter()
                .filter(|word| !lower.contains(&word.to_lowercase()));
            missing.any(|word| turns(word))
        };
        if only(&went, &came) || only(&came, &went) || is_denial(&went, &came) {
            return Effect::ChangedMeaning;
        }
    }
    effect
}

fn spelled(text: &str) -> Vec<String> {
    let words = fold::words(text);
    words.map(|word| word.spelling.into_owned()).collect()
}

/// Whether `word` tells the sentence it is in from one that says the same of something else: it is a figure or a name.
pub(super) fn identifies(word: &str) -> bool {
    let has = |is: fn(char) -> bool| word.chars().any(is);
    if has(char::is_numeric) {
        return true;
    }
    let lower = word.to_lowercase();
    has(char::is_uppercase) && !COMMON.small.contains(&*lower) && !COMMON.counts.contains(&*lower)
}

/// Whether a sentence says something else with another word in the place of `word`, or without it.
fn turns(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next();
    let is_symbol = first.is_some_and(|c| !c.is_alphabetic()) || word.chars().any(char::is_numeric);
    let lower = word.to_lowercase();
    let is_name = first.is_some_and(char::is_uppercase) && !COMMON.small.contains(&*lower);
    let is_negated = lower.ends_with("n't") || lower == "cannot";
    is_symbol || is_name || is_negated || COMMON.turns.contains(&*lower)
}

/// Whether one word was replaced by the same with a denying syllable before it, or the other way round.
fn is_denial(went: &[String], came: &[String]) -> bool {
    let denies = |word: &str, other: &str| {
        let syllables = ["un", "in", "im", "il", "ir", "dis", "non", "mis", "anti"];
        let rest = |syllable: &str| word.strip_prefix(syllable) == Some(other);
        other.chars().count() > 2 && syllables.into_iter().any(rest)
    };
    let pairs = went.iter().zip(came);
    let mut pairs = pairs.map(|(went, came)| (went.to_lowercase(), came.to_lowercase()));
    pairs.any(|(went, came)| denies(&went, &came) || denies(&came, &went))
}

/// The words below, for looking up.
static COMMON: LazyLock<Common> = LazyLock::new(|| {
    let turns = [NEGATIONS, QUANTIFIERS, MODALS, DIRECTIONS, DATES, UNITS];
    Common {
        small: SMALL.split_whitespace().collect(),
        counts: QUANTIFIERS.split_whitespace().collect(),
        turns: turns
            .iter()
            .flat_map(|list| list.split_whitespace())
            .collect(),
    }
});

struct Common {
    /// Written with a capital at the beginning of a sentence, and no names.
    small: HashSet<&'static str>,
    /// The same, where they count.
    counts: HashSet<&'static str>,
    /// What turns a sentence.
    turns: HashSet<&'static str>,
}

/// Words that are written with a capital at the beginning of a sentence and are no names.
const SMALL: &str = "\
    a about after also although an and another as at because before but by during even for from he her here his \
    how however i if in indeed instead it its meanwhile moreover my nor of on or our she since so still such that \
    the their then there these they this those though thus to under until we what when where whether which while \
    who why with yet you your der die das ein eine und aber es er sie wir dass le la les un une et mais il elle \
    ils nous de du des el los las y pero lo gli ma o os e mas het een en maar в и на но он она они что это";

/// Quantifiers and numerals.
const QUANTIFIERS: &str = "\
    all any some most many much few several each every both either half third quarter majority minority more less \
    fewer least only almost nearly about around exactly at everyone everybody someone anyone always often \
    sometimes rarely usually entire whole double twice once zero one two three four five six seven eight nine ten \
    eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands \
    million millions billion billions trillion first second alle einige viele wenige mehrere jeder jede mehr \
    weniger nur immer zwei drei vier fünf sechs sieben acht neun zehn hundert tausend tous toutes tout quelques \
    plusieurs chaque plus moins seulement toujours deux trois quatre cinq sept huit neuf dix cent mille todos \
    todas algunos algunas muchos pocos varios cada más menos solo sólo siempre dos tres cuatro cinco seis siete \
    ocho nueve diez cien mil tutti tutte alcuni molti pochi più meno sempre due tre tudo muitos poucos mais alles \
    allen veel weinig meer minder altijd twee drie все всех некоторые многие больше меньше только всегда два две \
    три пять sto 一 二 三 四 五 六 七 八 九 十 百 千 万 億 亿";

/// Negations.
const NEGATIONS: &str = "\
    no not never none nobody nothing neither nor without nowhere hardly barely scarcely denied denies deny refused \
    false untrue nicht kein keine keinen keiner nie niemals niemand nichts ohne ne n'a n'est pas jamais aucun \
    aucune personne rien sans non nunca jamás nadie nada ningún ninguno ninguna sin tampoco mai nessun nessuno \
    nessuna niente senza não ninguém nenhum nenhuma sem niet geen nooit niets zonder не нет ни никогда никто \
    ничего без 不 没 沒 無 无 非 未 لا لم لن ليس לא אין";

/// Modals and what weakens a statement.
const MODALS: &str = "\
    can could may might must shall should will would ought cannot likely unlikely possibly probably perhaps \
    allegedly reportedly certainly kann könnte darf muss müssen soll sollte wird würde vielleicht wahrscheinlich \
    peut pourrait doit devrait puede podría debe debería quizás può potrebbe deve dovrebbe pode poderia kan moet \
    zou может мог должен возможно";

/// Directions and comparisons.
const DIRECTIONS: &str = "\
    above below over under before after since until up down within beyond against rise rises rose risen rising \
    fall falls fell fallen falling grew grown shrank shrunk gain gained increase increased increases decrease \
    decreased decreases higher lower highest lowest larger smaller better worse best worst won lost true accepted \
    rejected guilty innocent dead alive if unless except";

/// Dates and times.
const DATES: &str = "\
    january february march april june july august september october november december monday tuesday wednesday \
    thursday friday saturday sunday spring summer autumn winter today yesterday tomorrow tonight morning evening \
    noon midnight last next previous januar februar märz mai juni juli oktober dezember montag dienstag mittwoch \
    donnerstag freitag samstag sonntag heute gestern morgen janvier février mars avril juin juillet août septembre \
    octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche hier demain enero febrero marzo \
    abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes \
    sábado domingo hoy ayer mañana gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre oggi \
    ieri domani января февраля марта апреля мая июня июля августа сентября октября ноября декабря понедельник \
    вторник среда четверг пятница суббота воскресенье сегодня вчера завтра";

/// Units and currencies.
const UNITS: &str = "\
    percent percentage per cent cents points dollar dollars euro euros pound pounds rouble roubles ruble rubles \
    yen yuan franc francs rupee rupees second seconds minute minutes hour hours day days week weeks month months \
    year years decade decades century centuries millimetre millimetres centimetre centimetres metre metres meter \
    meters kilometre kilometres kilometer kilometers mile miles foot feet inch inches yard yards gram grams \
    kilogram kilograms tonne tonnes ton tons ounce ounces litre litres liter liters gallon gallons barrel barrels \
    hectare hectares acre acres degree degrees celsius fahrenheit watt watts kilowatt kilowatts megawatt megawatts \
    gigawatt gigawatts mm cm m km g kg mg l ml w kw mw gw prozent jahr jahre tage stunden ans jours heures pour \
    años días horas anni giorni ore лет дней процентов рублей";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_a_sentence_is_told_from_what_does_not() {
        use Effect::{ChangedMeaning, Edited, Same};
        let old = "Officials said the rate fell to 4.1 percent in March, and that all of the towns agreed.";
        for (from, to, expect) in [
            ("said", "said", Same),
            ("fell to", "fell  to", Same),
            ("4.1", "4.4", ChangedMeaning),
            ("percent", "points", ChangedMeaning),
            ("4.1 percent", "4.1%", ChangedMeaning),
            ("March", "May", ChangedMeaning),
            ("all", "some", ChangedMeaning),
            ("agreed", "never agreed", ChangedMeaning),
            ("agreed", "didn't agree", ChangedMeaning),
            ("agreed", "disagreed", ChangedMeaning),
            ("said", "might have said", ChangedMeaning),
            ("Officials", "Diplomats", ChangedMeaning),
            ("the rate", "the main rate", Edited),
            ("agreed", "concurred", Edited),
            ("Officials said the", "The", ChangedMeaning),
            (" all of", "", ChangedMeaning),
            ("March, and", "March and", Edited),
            ("Officials", "officials", Edited),
        ] {
            assert_eq!(
                effect(old, &old.replacen(from, to, 1)),
                expect,
                "{from} -> {to}"
            );
        }
        for (old, new, expect) in [
            (
                "Er hat das gesagt",
                "Er hat das nicht gesagt",
                ChangedMeaning,
            ),
            ("Tous ont voté", "Quelques-uns ont voté", ChangedMeaning),
            ("он это сказал", "он это не сказал", ChangedMeaning),
            ("他说了", "他没说", ChangedMeaning),
            ("In der Stadt", "in der Stadt", Edited),
        ] {
            assert_eq!(effect(old, new), expect, "{new}");
        }
    }
}
