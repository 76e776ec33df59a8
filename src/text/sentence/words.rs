//! Words that tell whether a full stop ends a sentence.

/// Abbreviations that never end a sentence: what they stand for comes after them.
pub(super) const BEFORE_A_NAME: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Messrs", "Mme", "Mlle", "Dr", "Drs", "Prof", "Gen", "Lt", "Col",
    "Maj", "Capt", "Cpt", "Cmdr", "Sgt", "Cpl", "Pvt", "Adm", "Brig", "Sen", "Sens", "Rep", "Reps",
    "Gov", "Pres", "Amb", "Hon", "Rt", "excl", "Rev", "Fr", "Msgr", "Supt", "Insp", "Det", "Atty",
    "Dept", "Univ", "Mt", "Ft", "Ste", "vs", "Vs", "v", "viz", "i.e", "e.g", "I.e", "E.g", "ie",
    "eg", "cf", "Cf", "esp", "ibid", "Ibid", "ed", "eds", "trans", "approx", "incl", "resp", "Sr",
    "Sra", "Srta", "Sres", "Dra", "Dña", "Excmo", "Ud", "Uds", "dott", "Dott", "prof", "Sig",
    "sig", "Ing", "ing", "Avv", "Dhr", "dhr", "Mevr", "mevr", "Mw", "mw", "Hr", "Frau", "Hrn",
    "bzw", "vgl", "Vgl", "bspw", "sog", "inkl", "evtl", "ggf", "Mgr", "MM", "Mmes", "św", "tzn",
    "np", "tj", "bijv", "dr",
];

/// Abbreviations that end no sentence when a number comes after them.
pub(super) const BEFORE_A_NUMBER: &[&str] = &[
    "No", "no", "Nos", "nos", "Nr", "nr", "p", "pp", "Pp", "Fig", "fig", "Figs", "figs", "Vol",
    "vol", "Vols", "vols", "Art", "art", "Arts", "arts", "Sec", "sec", "Sect", "sect", "Ch", "ch",
    "Chap", "chap", "Para", "para", "Par", "par", "ex", "Eq", "eq", "tab", "app", "Bd", "Cl", "cl",
    "n", "nn", "c", "ca", "Ca", "op", "l", "ll", "f", "ff", "r", "Res", "Reg", "Doc", "paras",
    "tel", "Tel", "ext", "Paras", "pars", "ss", "cls", "fol", "fols", "Fol", "Abs", "Abb", "Kap",
    "Rn", "pág", "págs", "Pág", "núm", "Núm", "num", "str", "Gen", "Exod", "Lev", "Num", "Deut",
    "Ps", "Pss", "Prov", "Isa", "Matt", "Mk", "Lk", "Jn", "Rom", "Cor", "Gal", "Eph", "Phil",
    "Heb", "Mon", "Sat", "Sun",
];

/// Abbreviations that end a sentence only when a word comes after them that often begins one.
pub(super) const PERHAPS_LAST: &[&str] = &[
    "Inc", "Ltd", "Co", "Cos", "Corp", "Bros", "LLC", "Plc", "plc", "Jr", "Sr", "Esq", "Ph.D",
    "M.D", "B.A", "M.A", "D.Phil", "etc", "al", "St", "Ave", "Blvd", "Rd", "Sq", "Jan", "Feb",
    "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues",
    "Wed", "Sat", "Sun", "usw", "u.a", "ecc", "enz", "itd", "itp", "Thu", "Thur", "Thurs", "Fri",
    "Calif", "Conn", "Fla", "Ga", "Mich", "Minn", "Okla", "Pa", "Tenn", "Tex", "Va", "Wis", "Ariz",
    "Ala", "Ark", "Colo", "Kan", "Ky", "Md", "Mo", "Mont", "Neb", "Nev", "Assn", "Natl", "Intl",
    "Dist",
];

/// Words that often begin a sentence, and seldom come after an abbreviation inside one.
#[rustfmt::skip]
pub(super) const STARTERS: &[&str] = &[
    "The", "A", "An", "He", "She", "It", "They", "We", "I", "You", "His", "Her", "Its", "Their",
    "Our", "My", "Your", "This", "That", "These", "Those", "There", "Here", "In", "On", "At", "By",
    "For", "From", "To", "Of", "With", "Without", "As", "But", "And", "Or", "Nor", "Yet", "So",
    "If", "When", "While", "Where", "Who", "What", "Why", "How", "Which", "Whether", "Then", "Thus",
    "Now", "Today", "However", "Moreover", "Meanwhile", "Therefore", "Although", "Though",
    "Because", "Since", "After", "Before", "During", "Despite", "Until", "Unlike", "Under", "Over",
    "Once", "Only", "Even", "Still", "Also", "Some", "Many", "Most", "More", "Much", "Each",
    "Every", "All", "Both", "Another", "Other", "Others", "Several", "Few", "No", "Not", "None",
    "Nothing", "One", "According", "Such", "Instead", "Indeed", "Finally", "First", "Later",
    "Recently", "Perhaps", "Is", "Are", "Was", "Were", "Has", "Have", "Had", "Do", "Does", "Did",
    "Let", "It’s", "It's", "Nobody", "Everybody", "Everyone", "Somebody", "Someone", "Anyone",
    "Neither", "Either", "Whatever", "Whoever", "Yes", "Er", "Sie", "Es", "Die", "Der", "Das", "Ein",
    "Eine", "Il", "Elle", "Ils", "Elles", "Le", "La", "Les", "Un", "Une", "El", "Los", "Las", "Lo",
];

/// Words after which a number with a full stop is an ordinal, as German writes them: `Der 2. Weltkrieg`.
pub(super) const BEFORE_AN_ORDINAL: &[&str] = &[
    "der", "die", "das", "dem", "den", "des", "am", "im", "zum", "zur", "vom", "beim", "jeder",
    "jedes", "jede", "ein", "eine", "einem", "einen", "einer", "eines", "seit", "bis", "ab",
];

/// Months after a day that is written as an ordinal.
pub(super) const MONTHS_AFTER_AN_ORDINAL: &[&str] = &[
    "Januar",
    "Jänner",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
    "Jan",
    "Feb",
    "Mär",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sept",
    "Okt",
    "Nov",
    "Dez",
];

/// Words that tell who said something after it was quoted.
pub(super) const SAYING: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "replied",
    "answered",
    "added",
    "adds",
    "wrote",
    "writes",
    "told",
    "cried",
    "shouted",
    "insisted",
    "recalled",
    "wondered",
    "demanded",
    "tweeted",
    "explained",
];
