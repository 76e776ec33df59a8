// The page is whole without this: it filters, sorts the ledger, sets the notes into the margin, and leads back after a jump.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);

  // Colours.
  const theme = $("theme");
  const KEY = "postil-theme";
  const dress = (name) => {
    if (name === "light" || name === "dark") root.dataset.theme = name;
    else delete root.dataset.theme;
  };
  // A page that is read from a file may have no storage.
  try { theme.value = localStorage.getItem(KEY) ?? ""; } catch { /* The system's colours it is. */ }
  dress(theme.value);
  theme.addEventListener("change", () => {
    dress(theme.value);
    try { localStorage.setItem(KEY, theme.value); } catch { /* It is asked again next time. */ }
  });

  // Notes in the margin, each beside the line on which its highlight begins, none over another.
  const wide = matchMedia("screen and (min-width: 56rem)");
  const articles = [...document.querySelectorAll("article")];
  const bodies = articles.map((article) => article.querySelector(".body"));
  const GAP = 10;
  const place = (body) => {
    if (!wide.matches) {
      body.classList.remove("placed");
      body.style.minHeight = "";
      return;
    }
    body.classList.add("placed");
    const top = body.getBoundingClientRect().top;
    const cards = [...body.querySelectorAll(".note:not([hidden])")].map((card) => {
      const mark = $("a" + card.dataset.n);
      return { card, wanted: mark.getBoundingClientRect().top - top, height: card.offsetHeight };
    });
    cards.sort((one, other) => one.wanted - other.wanted || one.card.dataset.n - other.card.dataset.n);
    let free = 0;
    for (const { card, wanted, height } of cards) {
      const at = Math.max(wanted, free);
      card.style.top = at + "px";
      free = at + height + GAP;
    }
    body.style.minHeight = free + "px";
  };
  const near = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const body = target.querySelector(".body");
      if (isIntersecting) { near.add(body); place(body); } else near.delete(body);
    }
  }, { rootMargin: "50% 0px" });
  for (const article of articles) watch.observe(article);
  let due = 0;
  const placeAgain = () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(() => near.forEach(place));
  };
  addEventListener("resize", placeAgain);
  wide.addEventListener("change", placeAgain);
  document.addEventListener("toggle", placeAgain, true);
  document.fonts?.ready.then(placeAgain);

  // What belongs to each note: its card, its pieces of highlight, its numbers, its row.
  const parts = data.notes.map(() => ({ card: null, marks: [], more: [], text: null }));
  for (const element of document.querySelectorAll("[data-n]")) {
    const part = parts[element.dataset.n - 1];
    if (element.classList.contains("note")) part.card = element;
    else if (element.localName === "mark") part.marks.push(element);
    else part.more.push(element);
  }

  // The filter.
  const form = $("filter");
  const shown = data.notes.map(() => true);
  const words = $("words");
  const value = (id) => $(id)?.value ?? "";
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const text = (part) => {
    part.text ??= plain([part.card.textContent, ...part.marks.map((mark) => mark.textContent)].join(" "));
    return part.text;
  };
  const counted = (count, thing) => `${count} ${thing}${count === 1 ? "" : "s"}`;
  const apply = () => {
    const asked = plain(words.value).split(/\s+/).filter(Boolean);
    const [tag, reviewer, verdict] = ["tag", "reviewer", "verdict"].map(value);
    const name = tag.slice(1);
    const isWithin = (one) => one === name || one.startsWith(name + "/");
    const tags = new Set(data.tags.flatMap((one, at) => (isWithin(one) ? [at] : [])));
    const by = data.reviewers.indexOf(reviewer.slice(1));
    const grade = data.verdicts.indexOf(verdict.slice(1));
    const isMeant = ([, given, reviewers, judged], at) =>
      (!tag || given.some((one) => tags.has(one))) &&
      (!reviewer || reviewers.includes(by)) &&
      (!verdict || (verdict === "none" ? judged === -1 : verdict === "any" ? judged >= 0 : judged === grade)) &&
      asked.every((word) => text(parts[at]).includes(word));
    const left = articles.map(() => 0);
    let all = 0;
    data.notes.forEach((note, at) => {
      const is = isMeant(note, at);
      if (is) { left[note[0]] += 1; all += 1; }
      if (is === shown[at]) return;
      shown[at] = is;
      const { card, marks, more } = parts[at];
      card.hidden = !is;
      for (const mark of marks) mark.classList.toggle("off", !is);
      for (const element of more) element.hidden = !is;
    });
    const narrowed = Boolean(asked.length || tag || reviewer || verdict);
    for (const element of document.querySelectorAll("article, .contents [data-d], #heat [data-d]")) {
      element.hidden = narrowed && left[element.dataset.d] === 0;
    }
    for (const list of document.querySelectorAll(".lost")) list.hidden = !list.querySelector(".note:not([hidden])");
    const on = left.filter((count) => count > 0).length;
    $("shown").textContent = narrowed
      ? `${all} of ${counted(parts.length, "annotation")}, in ${counted(on, "article")}`
      : counted(parts.length, "annotation");
    $("clear").disabled = !narrowed;
    placeAgain();
  };
  let typing = 0;
  words.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(apply, 120);
  });
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
  const narrowTo = (name) => {
    const tag = $("tag");
    if (!tag) return;
    form.reset();
    tag.value = "=" + name;
    apply();
  };

  // Jumps: what is jumped to is shown, unfolded and focused, and there is a way back.
  const back = $("back");
  let depth = 0;
  const arrive = (id) => {
    const target = id && $(id);
    if (!target) return;
    const n = target.dataset.n;
    if ((n && !shown[n - 1]) || target.closest("[hidden]")) {
      form.reset();
      apply();
    }
    for (let up = target.parentElement; up; up = up.parentElement) if (up.localName === "details") up.open = true;
    const body = target.closest(".body");
    if (body) { near.add(body); place(body); }
    const block = target.offsetHeight > innerHeight / 2 ? "start" : "center";
    target.scrollIntoView({ block, behavior: "instant" });
    if (!target.matches("a, button, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    light(n);
  };
  let lit = null;
  const light = (n) => {
    if (lit === n) return;
    for (const at of [lit, n]) {
      const part = at && parts[at - 1];
      if (!part) continue;
      for (const element of [part.card, ...part.marks]) element.classList.toggle("lit", at === n);
    }
    lit = n ?? null;
  };
  document.addEventListener("click", (event) => {
    const tagged = event.target.closest("[data-tag]");
    if (tagged) narrowTo(tagged.dataset.tag);
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      const id = decodeURIComponent(link.hash.slice(1));
      event.preventDefault();
      const from = link.closest("[data-n][id]")?.id ?? "";
      history.replaceState({ ...history.state, from, at: scrollY }, "");
      depth += 1;
      history.pushState({ depth }, "", "#" + id);
      back.hidden = false;
      arrive(id);
      return;
    }
    const mark = event.target.closest("mark[data-n]:not(.off)");
    if (mark && !event.target.closest("a") && getSelection().isCollapsed) {
      light(mark.dataset.n);
      parts[mark.dataset.n - 1].card.scrollIntoView({ block: "nearest" });
    }
  });
  back.addEventListener("click", () => history.back());
  addEventListener("popstate", ({ state }) => {
    depth = state?.depth ?? 0;
    back.hidden = depth === 0;
    if (state?.from) arrive(state.from);
    else if (state?.at !== undefined) scrollTo({ top: state.at, behavior: "instant" });
    else arrive(decodeURIComponent(location.hash.slice(1)));
  });
  document.addEventListener("mouseover", (event) => {
    const over = event.target.closest?.("mark[data-n]:not(.off), .note");
    if (over) light(over.dataset.n);
  });
  document.addEventListener("focusin", (event) => {
    const at = event.target.closest?.("[data-n]");
    if (at) light(at.dataset.n);
  });

  // The ledger's order. What has nothing in a column comes last either way.
  const ledger = $("ledger");
  const sort = (head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    const column = head.cellIndex;
    const isNumber = head.dataset.kind === "number";
    const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
    const keyed = [...ledger.tBodies[0].rows].map((row) => [key(row), row]);
    const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
    keyed.sort(([one], [other]) => {
      if (one === "" || other === "") return (one === "") - (other === "");
      const by = isNumber ? one - other : order.compare(one, other);
      return down ? -by : by;
    });
    for (const other of ledger.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    ledger.tBodies[0].append(...keyed.map(([, row]) => row));
  };
  ledger?.tHead.addEventListener("click", (event) => {
    const head = event.target.closest("th");
    if (event.target.closest("button")) sort(head);
  });

  // Paper has no folds.
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll(".note details")) fold.open = true;
  });

  apply();
  if (location.hash) arrive(decodeURIComponent(location.hash.slice(1)));
  root.dataset.ready = "";
})();
