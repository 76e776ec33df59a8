//! The report in a real browser: it is drawn, filters, jumps, sorts, prints, is read without a mouse and without colours,
//! and runs nothing that stood in an article. Skipped, and said so, where there is no Chromium.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

#[path = "report/articles.rs"]
mod articles;
#[path = "report/browser.rs"]
mod browser;

use std::fs;

use browser::Browser;
use serde_json::{Value, json};

/// Asks for each of `cases` and compares.
fn check(browser: &mut Browser, cases: &[(&str, Value)]) {
    for (expression, expected) in cases {
        assert_eq!(&browser.ask(expression), expected, "{expression}");
    }
}

const SHOWN: &str = "document.getElementById('shown').textContent";

/// What the page does when a value is chosen.
fn choose(id: &str, value: &str) -> String {
    format!(
        "{{const e = document.getElementById('{id}'); e.value = '{value}'; \
         e.dispatchEvent(new Event('input', {{bubbles: true}})); \
         e.dispatchEvent(new Event('change', {{bubbles: true}})); {SHOWN}}}"
    )
}

#[test]
fn the_page_is_drawn_and_filters() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let (_folder, report) = articles::tour();
    browser.look(1400, 1000, false);
    browser.open(&report, "");
    check(
        &mut browser,
        &[
            ("document.querySelectorAll('article').length", json!(5)),
            ("document.querySelectorAll('.note').length", json!(28)),
            (
                "document.querySelectorAll('mark mark').length > 0",
                json!(true),
            ),
            // Every note is at a place that can be jumped to, and every place has its note.
            (
                "[...document.querySelectorAll('.note a.number')].filter(a => !document.querySelector(a.hash)).length",
                json!(0),
            ),
            (
                "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1))).length",
                json!(0),
            ),
            // A highlight says what its quote says.
            (
                "document.getElementById('a1').textContent",
                json!("A postil is a note written in the margin."),
            ),
            (SHOWN, json!("28 annotations")),
            (
                &choose("tag", "=claim"),
                json!("16 of 28 annotations, in 5 articles"),
            ),
            (
                &choose("reviewer", "=mira"),
                browser_count(&report, "mira", "claim"),
            ),
            (
                "document.querySelectorAll('mark.off').length > 0",
                json!(true),
            ),
            ("document.getElementById('clear').click()", Value::Null),
        ],
    );
    browser.until(&format!("{SHOWN} === '28 annotations'"));
    check(
        &mut browser,
        &[
            (
                &choose("verdict", "=supported"),
                json!("2 of 28 annotations, in 2 articles"),
            ),
            (
                "document.querySelectorAll('article:not([hidden])').length",
                json!(2),
            ),
            (
                "document.querySelectorAll('#ledger tbody tr:not([hidden])').length",
                json!(2),
            ),
            ("document.getElementById('filter').reset()", Value::Null),
        ],
    );
    browser.until(&format!("{SHOWN} === '28 annotations'"));
    browser.ask(&choose("words", "ÉXACTLY  two"));
    browser.until(&format!("{SHOWN} === '1 of 28 annotations, in 1 article'"));
    assert_eq!(browser.complaints, Vec::<String>::new());
}

/// How many annotations by `reviewer` have a tag within `tag`, as the page says it, counted from the cards.
fn browser_count(report: &std::path::Path, reviewer: &str, tag: &str) -> Value {
    let page = fs::read_to_string(report).unwrap();
    let cards = page.split("<div class=\"note ").skip(1);
    let meant: Vec<&str> = cards
        .map(|card| card.split("</div>\n</div>").next().unwrap())
        .filter(|card| card.contains(&format!("data-tag=\"{tag}/")))
        .filter(|card| card.contains(&format!("<span>{reviewer}</span>")))
        .collect();
    let articles = page.split("<article ").skip(1);
    let on = articles.filter(|article| meant.iter().any(|card| article.contains(card)));
    json!(format!(
        "{} of 28 annotations, in {} articles",
        meant.len(),
        on.count()
    ))
}

#[test]
fn jumps_lead_there_and_back_and_the_ledger_sorts() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let (_folder, report) = articles::tour();
    browser.look(1400, 1000, false);
    browser.open(&report, "");
    let in_view = |id: &str| {
        format!(
            "(() => {{const box = document.getElementById('{id}').getBoundingClientRect(); \
             return box.bottom > 0 && box.top < innerHeight}})()"
        )
    };
    // From a highlight's number to its note, to the note that undercuts it, and back.
    browser.ask("document.querySelector('a.ref[data-n=\"4\"]').click()");
    check(
        &mut browser,
        &[
            ("location.hash", json!("#n4")),
            ("document.activeElement.id", json!("n4")),
            (&in_view("n4"), json!(true)),
            (&in_view("a4"), json!(true)),
            // In the margin: beside the line on which the highlight begins, or below another note.
            (
                "document.getElementById('n4').getBoundingClientRect().left > \
                 document.getElementById('a4').closest('p').getBoundingClientRect().right",
                json!(true),
            ),
            (
                "document.querySelector('#n4 .to-note').click()",
                Value::Null,
            ),
            ("document.activeElement.id", json!("n22")),
            (&in_view("a22"), json!(true)),
            ("document.getElementById('back').hidden", json!(false)),
            ("document.getElementById('back').click()", Value::Null),
        ],
    );
    browser.until("document.activeElement.id === 'n4'");
    assert_eq!(browser.ask(&in_view("n4")), json!(true));
    // No two notes of an article lie over each other.
    let overlapping = "[...document.querySelectorAll('.body.placed')].flatMap(body => { \
        const boxes = [...body.querySelectorAll('.note')].map(note => note.getBoundingClientRect()).sort((a, b) => a.top - b.top); \
        return boxes.filter((box, at) => at > 0 && box.top < boxes[at - 1].bottom)}).length";
    assert_eq!(browser.ask(overlapping), json!(0));
    // A cell of the heat map filters and jumps.
    browser.ask("document.querySelector('#heat a[data-tag=\"todo\"]').click()");
    check(
        &mut browser,
        &[
            (SHOWN, json!("4 of 28 annotations, in 3 articles")),
            ("document.getElementById('tag').value", json!("=todo")),
            (
                "document.activeElement.closest('.note') !== null",
                json!(true),
            ),
        ],
    );
    // What is jumped to is shown, whatever the filter hides.
    browser.ask("document.querySelector('#ledger a[href=\"#n14\"]').click()");
    check(&mut browser, &[("document.activeElement.id", json!("n14"))]);
    let head = |name: &str, then: &str| {
        format!(
            "(() => {{const head = [...document.querySelectorAll('#ledger th')].find(th => th.textContent === '{name}'); {then}}})()"
        )
    };
    let rows = "[...document.querySelectorAll('#ledger tbody tr')].map(row => row.dataset.n)";
    let click = "head.querySelector('button').click(); return head.getAttribute('aria-sort')";
    check(
        &mut browser,
        &[
            (rows, json!(["4", "14", "21"])),
            (&head("Claimant", click), json!("ascending")),
            (rows, json!(["4", "21", "14"])),
            (&head("Claimant", click), json!("descending")),
            (rows, json!(["14", "21", "4"])),
            (&head("Status", click), json!("ascending")),
            (rows, json!(["4", "14", "21"])),
            (
                "document.querySelectorAll('#ledger [aria-sort]').length",
                json!(1),
            ),
        ],
    );
    browser.open(&report, "#n21");
    check(&mut browser, &[("document.activeElement.id", json!("n21"))]);
    assert_eq!(browser.complaints, Vec::<String>::new());
}

#[test]
fn nothing_that_stood_in_an_article_runs() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let (_folder, report) = articles::hostile();
    browser.look(1000, 900, false);
    browser.open(&report, "");
    // Everything that could do something is done to everything.
    browser.ask(
        "for (const element of document.querySelectorAll('body *')) { \
           for (const kind of ['mouseover', 'focus', 'click', 'error', 'load']) { \
             if (kind !== 'click' || !element.closest('a.out')) element.dispatchEvent(new Event(kind, {bubbles: kind !== 'focus'})); \
           } }",
    );
    check(
        &mut browser,
        &[
            ("window.hit === undefined", json!(true)),
            ("document.querySelectorAll('.note').length", json!(3)),
            ("getComputedStyle(document.body).display", json!("block")),
            (
                "document.querySelectorAll('img, svg, iframe, object, embed, link, base, [style*=expression]').length",
                json!(0),
            ),
            ("document.querySelectorAll('script').length", json!(2)),
            (
                "document.querySelectorAll('head style').length + document.querySelectorAll('style').length",
                json!(2),
            ),
            (
                "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length",
                json!(0),
            ),
            (
                "[...document.querySelectorAll('[href]')].map(e => e.getAttribute('href')).filter(to => !/^(https?:|#)/.test(to))",
                json!([]),
            ),
            // It is there to be read.
            (
                "document.querySelector('.said').textContent.includes('<script>window.hit=1</script>')",
                json!(true),
            ),
        ],
    );
    assert_eq!(browser.complaints, Vec::<String>::new());
    // Should markup get in after all, the policy stops it.
    browser.ask(
        "{const s = document.createElement('div'); document.body.append(s); \
          try { s.setAttribute('onclick', 'window.hit = 20'); } catch { } s.click(); \
          const t = document.createElement('style'); t.append('body{display:none}'); document.body.append(t);}",
    );
    check(
        &mut browser,
        &[
            ("window.hit === undefined", json!(true)),
            ("getComputedStyle(document.body).display", json!("block")),
        ],
    );
    assert!(
        browser
            .complaints
            .iter()
            .any(|said| said.contains("Content Security Policy")),
        "{:?}",
        browser.complaints
    );
}

#[test]
fn it_is_read_on_paper_without_a_mouse_and_without_colours() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let (_folder, report) = articles::tour();
    for (width, is_dark) in [(400, false), (900, true), (1400, false), (1400, true)] {
        browser.look(width, 900, is_dark);
        browser.open(&report, "");
        browser.ask(include_str!("report/everything.js"));
        check(
            &mut browser,
            &[
                (
                    "document.documentElement.scrollWidth <= innerWidth",
                    json!(true),
                ),
                ("window.tooFaint()", json!([])),
            ],
        );
    }
    // The switch wins over the system, which is dark.
    let ground = "getComputedStyle(document.body).backgroundColor";
    let dark = browser.ask(ground);
    browser.ask(&choose("theme", "light"));
    assert_ne!(browser.ask(ground), dark);
    check(
        &mut browser,
        &[
            ("window.nameless()", json!([])),
            (
                "['header.masthead', 'nav', 'main', 'footer', '[role=search]'].filter(one => !document.querySelector(one))",
                json!([]),
            ),
            (
                "[...document.querySelectorAll('[id]')].length - new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size",
                json!(0),
            ),
            (
                "[...document.querySelectorAll('mark[data-n]')].filter(m => !document.querySelector(`a.ref[data-n=\"${m.dataset.n}\"]`)).length",
                json!(0),
            ),
        ],
    );
    // The first key leads to the content, and the keyboard gets on from there.
    browser.open(&report, "");
    browser.press("Tab", "");
    check(
        &mut browser,
        &[("document.activeElement.className", json!("skip"))],
    );
    browser.press("Enter", "\r");
    check(
        &mut browser,
        &[("document.activeElement.id", json!("main"))],
    );
    browser.press("Tab", "");
    check(
        &mut browser,
        &[("document.activeElement.id", json!("words"))],
    );
    let printed = browser.call("Page.printToPDF", &json!({"printBackground": false}));
    let pdf = printed["data"].as_str().unwrap();
    assert!(pdf.starts_with("JVBERi0"), "no PDF");
    // On paper every fold is open and every note stands below its paragraph.
    browser.call("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    browser.ask("dispatchEvent(new Event('beforeprint'))");
    check(
        &mut browser,
        &[
            (
                "document.querySelectorAll('.note details:not([open])').length",
                json!(0),
            ),
            (
                "getComputedStyle(document.querySelector('.note')).position",
                json!("static"),
            ),
            (
                "getComputedStyle(document.getElementById('filter')).display",
                json!("none"),
            ),
        ],
    );
    assert_eq!(browser.complaints, Vec::<String>::new());
}

#[test]
fn ten_thousand_annotations_are_no_burden() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let (_folder, report) = articles::large();
    browser.look(1400, 900, false);
    browser.open(&report, "");
    // Articles that are not on the screen are not laid out: that is what makes it fast, and is told without a clock.
    check(
        &mut browser,
        &[
            ("document.querySelectorAll('.note').length", json!(10_000)),
            (
                "[...document.querySelectorAll('article')].filter(one => one.querySelector('.note').checkVisibility({contentVisibilityAuto: true})).length < 10",
                json!(true),
            ),
            (
                "[...document.querySelectorAll('.body.placed')].length < 10",
                json!(true),
            ),
            (
                &choose("tag", "=tag/7"),
                json!("800 of 10000 annotations, in 100 articles"),
            ),
            (
                "document.querySelector('a[href=\"#d100\"]').click()",
                Value::Null,
            ),
            ("document.activeElement.id", json!("d100")),
        ],
    );
    assert_eq!(browser.complaints, Vec::<String>::new());
}
