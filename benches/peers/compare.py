#!/usr/bin/env python3
"""Measures postil beside its peers, in one run, by turns, on corpora that are the same on every machine.

    cargo build --release --bin postil --example bare --example generate
    python3 benches/peers/compare.py [--corpora FOLDER] [--rounds N] [--list] [GROUP...]

It needs Linux and Python 3.10, and measures beside those of less, vim, rg, grep and fzf that are installed. The corpora take
2 GB; they are made in FOLDER (target/corpora) where they are missing. The program has a home of its own, empty at first.
Each figure is a median over the rounds; the command lines are listed below the tables, which are Markdown.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from terminal import HEIGHT, WIDTH, Session, plain, shows_article

TARGET = Path(__file__).resolve().parents[2] / "target"
RELEASE = TARGET / "release"
# Where the corpora are unless it is said: `cargo clean` takes them away.
MADE = TARGET / "corpora"
# Files of the corpora folder, and what the generator makes each with.
CORPORA = {
    "one/article.txt": ["document", "--bytes", "42000"],
    "one/1mb.txt": ["document", "--bytes", "1000000"],
    "one/1mb.10k.toml": ["annotations", "--count", "10000", "--document", "1mb.txt", "--bytes", "1000000"],
    "100mb.txt": ["document", "--bytes", "100000000"],
    "1mlines.txt": ["document", "--lines", "1000000"],
    "one-gb.jsonl": ["records", "--bytes", "1000000000"],
    "n1k": ["corpus", "--files", "1000"],
    "n10k": ["corpus", "--files", "10000"],
    "n100k": ["corpus", "--files", "100000"],
    "n10k.10k.toml": ["annotations", "--count", "10000", "--files", "10000"],
    "n10k.100k.toml": ["annotations", "--count", "100000", "--files", "10000"],
}
# Seconds.
SLOW = 8
# A word of nearly every article, one of every twentieth, a name of every 250th, and an expression.
QUERIES = {"a common word": "harbour", "a rarer word": "inflational", "a name": "Samuel Terpe", "an expression": r"minist\w+ said"}


class Bench:
    """Where everything is, and what was measured."""

    def __init__(self, postil, corpora, rounds):
        self.postil, self.corpora, self.rounds = str(postil), corpora, rounds
        self.scratch = Path(tempfile.mkdtemp(prefix="postil-bench-"))
        self.homes = 0
        self.rows, self.commands = [], {}
        self.growth = {}

    def home(self):
        """A new home folder, with nothing in it."""
        self.homes += 1
        home = self.scratch / f"home{self.homes}"
        home.mkdir()
        return home

    def environment(self, home):
        """What a program sees of the world: that home, a terminal of all colours, no history of less."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return kept | {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "LESSHISTFILE": "-"}

    def path(self, name):
        """One of the corpora, which is made now where it is missing."""
        path = self.corpora / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            made = path.with_name(f"{path.name}.part")
            what, *options = CORPORA[name]
            print(f"making {path}", file=sys.stderr)
            subprocess.run([RELEASE / "examples/generate", what, made, *options], check=True)
            made.rename(path)
        return str(path)

    def session(self, command, home=None):
        """The program in a terminal, in a new home where none is given."""
        return Session(command, self.environment(home or self.home()))

    def readers(self, path, with_bare=True):
        """postil and its peers on one file, those that are there."""
        commands = {"postil": [self.postil, path], "less": ["less", path], "vim": ["vim", "-n", path]}
        if with_bare:
            commands["bare ratatui"] = [str(RELEASE / "examples/bare"), path]
        return {name: command for name, command in commands.items() if shutil.which(command[0])}

    def by_turns(self, measures, rounds=None, warm=True):
        """The median of each measure; they take turns, and a round to begin with does not count. What takes longer than
        SLOW is measured once."""
        taken = {name: [] for name in measures}
        slow = set()
        for number in range(-1 if warm else 0, rounds or self.rounds):
            for name, measure in measures.items():
                if name in slow:
                    continue
                start = time.perf_counter()
                value = measure()
                if time.perf_counter() - start > SLOW:
                    slow.add(name)
                if value is not None and (number >= 0 or name in slow):
                    taken[name].append(value)
        return {name: statistics.median(values) for name, values in taken.items() if values}

    def row(self, what, ours, peer="", theirs=None, target="", unit="ms"):
        """A row of the table; the target is the most that the ratio, or else our figure, may be."""
        self.rows.append((what, ours, peer, theirs, target, unit))
        ratio = f"{ours / theirs:.2f}" if theirs else ""
        print(f"  {what}: {figure(ours)} {unit} · {peer} {figure(theirs)} · {ratio}", file=sys.stderr)

    def against(self, what, medians, targets=None, ours="postil"):
        """Rows of postil against each of the others."""
        for peer, theirs in medians.items():
            if peer != ours and ours in medians:
                self.row(what, medians[ours], peer, theirs, (targets or {}).get(peer, ""))

    def grows(self, what, name, value, unit="ms"):
        """Remembers a figure of one size of corpus, for the table of how each grows."""
        self.growth.setdefault((what, unit), {})[name] = value

    def command(self, name, *command):
        """Remembers the command line behind a name of the tables."""
        self.commands[name] = " ".join(str(part) for part in command)


def figure(value):
    """Three digits that count."""
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def first_picture(bench, command, home=None):
    """From the start to the last byte of the first picture with text of an article."""
    with bench.session(command, home) as session:
        return session.until(shows_article)


def run(bench, command, home=None, stdin=None):
    """How long a command takes that writes into a file, from start to end."""
    with open(bench.scratch / "output", "wb") as output, open(stdin or os.devnull, "rb") as given:
        start = time.perf_counter()
        status = subprocess.run(command, stdin=given, stdout=output, stderr=subprocess.DEVNULL,
                                env=bench.environment(home or bench.scratch), check=False).returncode
        taken = (time.perf_counter() - start) * 1000
    if status > 1:
        raise RuntimeError(f"{command} ended with {status}")
    return taken


def article(bench):
    """The first picture of one article."""
    readers = bench.readers(bench.path("one/article.txt"))
    for name, command in readers.items():
        bench.command(name, *command)
    medians = bench.by_turns({name: lambda command=command: first_picture(bench, command) for name, command in readers.items()}, bench.rounds * 2)
    bench.against("first picture, an article of 42 kB", medians, {"less": 1.0})


def folder(bench):
    """The first picture of folders, when they were never seen and when they were; until all is listed, and what that takes."""
    one = [bench.postil, bench.path("one/article.txt")]
    for name, words in (("n10k", "10,000"), ("n100k", "100,000")):
        command = [bench.postil, bench.path(name)]
        bench.command(name, *command)
        home = bench.home()
        with bench.session(command, home) as session:
            session.until(shows_article)
            settled, work = session.settle()
            memory, peak = session.memory()
        with bench.session(command, home) as session:
            session.until(shows_article)
            settled_again, work_again = session.settle()
        medians = bench.by_turns({
            "one article": lambda: first_picture(bench, one),
            "new": lambda: first_picture(bench, command),
            "known": lambda: first_picture(bench, command, home),
            "rg --files": lambda: run(bench, ["rg", "--files", command[1]]) if shutil.which("rg") else None,
            "postil list": lambda: run(bench, [bench.postil, "list", command[1]], home),
        }, max(3, bench.rounds // 2))
        article_time = medians["one article"]
        bench.row(f"first picture, {words} articles never seen", medians["new"], "one article", article_time, 1.5)
        bench.row(f"first picture, {words} articles seen before", medians["known"], "one article", article_time, 1.5)
        bench.row(f"{words} articles all listed and idle, never seen", settled, "rg --files", medians.get("rg --files"))
        bench.row(f"{words} articles all listed and idle, seen before", settled_again, "rg --files", medians.get("rg --files"))
        bench.row(f"`postil list`, {words}", medians["postil list"], "rg --files", medians.get("rg --files"))
        bench.row(f"memory, {words} articles listed", memory, target=60, unit="MB")
        for what, value, unit in (
            ("first picture, never seen", medians["new"], "ms"), ("first picture, seen before", medians["known"], "ms"),
            ("listed and idle, never seen", settled, "ms"), ("listed and idle, seen before", settled_again, "ms"),
            ("processor time until idle, never seen", work, "ms"), ("processor time until idle, seen before", work_again, "ms"),
            ("rg --files", medians.get("rg --files"), "ms"), ("postil list", medians["postil list"], "ms"),
            ("memory, idle", memory, "MB"), ("memory, at most", peak, "MB"),
        ):
            bench.grows(what, name, value, unit)
        bench.command("rg --files", "rg", "--files", command[1])
        bench.command("postil list", bench.postil, "list", command[1])


def scrolling(bench, command, key, count=40):
    """The median of a key that scrolls a line to its last byte, at the foot of the window."""
    with bench.session(command) as session:
        session.until(shows_article)
        session.settle(200)
        for _ in range(HEIGHT + 10):
            session.key(key, 2)
        taken = [session.key(key) for _ in range(count)]
        return statistics.median([value for value in taken if value is not None])


# What scrolls a line.
SCROLLS = {"vim": b"\x05"}


def keys(bench):
    """A key that scrolls to its last byte: an article, one of 1 MB with 10,000 highlights."""
    rounds = max(3, bench.rounds // 2)
    readers = bench.readers(bench.path("one/article.txt"))
    readers["ratatui, wrapping at each key"] = [str(RELEASE / "examples/bare"), "--wrapping", bench.path("one/article.txt")]
    medians = bench.by_turns({
        name: lambda name=name, command=command: scrolling(bench, command, SCROLLS.get(name, b"j")) for name, command in readers.items()
    }, rounds, warm=False)
    bench.against("a key that scrolls", medians, {"bare ratatui": 1.3})
    bench.command("ratatui, wrapping at each key", *readers["ratatui, wrapping at each key"])
    highlighted = [bench.postil, "--annotations", copied(bench, "one/1mb.10k.toml"), bench.path("one/1mb.txt")]
    bare = [str(RELEASE / "examples/bare"), bench.path("one/1mb.txt")]
    medians = bench.by_turns({
        "postil": lambda: scrolling(bench, highlighted, b"j"), "bare ratatui": lambda: scrolling(bench, bare, b"j"),
    }, rounds, warm=False)
    bench.against("the same in 1 MB with 10,000 highlights", medians, {"bare ratatui": 1.3})
    bench.command("10,000 highlights", *highlighted)
    with bench.session(highlighted) as session:
        session.until(shows_article)
        session.settle()
        kinds = [b"j", b" ", b")", b"]", b"G", b"gg", b"1", b"u"]
        taken = [value for kind in kinds for _ in range(8) if (value := session.key(kind, quiet=12)) is not None]
    bench.row("the slowest of 64 keys there, tagging among them", max(taken), "a frame", 16, 1.0)


def copied(bench, name):
    """A copy of one of the corpora's files that may be written to."""
    copy = bench.scratch / f"{bench.homes}-{Path(name).name}"
    shutil.copy(bench.path(name), copy)
    return str(copy)


def flood(bench):
    """2,000 keys at once."""
    def measure(command, key):
        with bench.session(command) as session:
            session.until(shows_article)
            session.settle(200)
            return session.flood(key * 2000)
    readers = bench.readers(bench.path("one/1mb.txt"))
    medians = bench.by_turns({
        name: lambda name=name, command=command: measure(command, SCROLLS.get(name, b"j")) for name, command in readers.items()
    }, 3, warm=False)
    bench.against("2,000 keys at once, 1 MB", medians)
    bench.row("2,000 keys at once, 1 MB", medians["postil"], "33,000 keys a second", 2000 / 33, 1.0)


def idle(bench):
    """What five seconds cost in which nothing happens, with an article and with 100,000."""
    for what, command in (("an article", [bench.postil, bench.path("one/article.txt")]), ("100,000 articles", [bench.postil, bench.path("n100k")])):
        with bench.session(command) as session:
            session.until(shows_article)
            session.settle(1500)
            for value, unit in zip(session.idle(), ("wake-ups", "bytes", "ms of processor")):
                bench.row(f"idle for 5 s, {what}", value, target=0, unit=unit)
            bench.row(f"memory, {what}", session.memory()[0], unit="MB")


def large(bench):
    """A document of 100 MB and one of a million lines: first picture, end of file, a page, a search, a resize, memory."""
    rounds = max(3, bench.rounds // 3)
    small = [bench.postil, bench.path("one/article.txt")]
    for name, words in (("100mb.txt", "100 MB"), ("1mlines.txt", "a million lines")):
        path = bench.path(name)
        readers = bench.readers(path, with_bare=False)
        measures = {reader: lambda command=command: first_picture(bench, command) for reader, command in readers.items()}
        medians = bench.by_turns(measures | {"an article of 42 kB": lambda: first_picture(bench, small)}, rounds)
        bench.against(f"first picture, {words}", medians, {"an article of 42 kB": 2.0})
        bench.grows("first picture of a document", name, medians["postil"])
        taken = {}
        for reader, command in readers.items():
            bench.command(f"{reader}, {words}", *command)
            with bench.session(command) as session:
                session.until(shows_article)
                session.settle()
                memory = session.memory()[1]
                steps = large_steps(reader)
                for step, pressed in steps.items():
                    taken.setdefault(step, {})[reader] = session.work(pressed)
                    session.settle(300)
                session.output = b""
                since = time.perf_counter()
                session.resize(WIDTH - 20, HEIGHT)
                taken.setdefault("another width", {})[reader] = session.until(lambda _: True, since, quiet=150)
                taken.setdefault("memory", {})[reader] = max(memory, session.memory()[1])
        size = os.path.getsize(path) / 1e6
        memory = taken.pop("memory")
        for step, values in ((step, values) for step, values in taken.items() if step.strip()):
            bench.against(f"{step}, {words}", values)
        bench.row(f"memory at most, {words}", memory["postil"], "the file", size, 3.0, "MB")
        for reader in memory:
            if reader != "postil":
                bench.row(f"memory at most, {words}", memory["postil"], reader, memory[reader], unit="MB")


def large_steps(reader):
    """What is typed into a large document, and what it is called. What is typed after a search closes it."""
    page, start, close = {"less": (b" ", b"g", b"\r"), "vim": (b"\x06", b"gg", b"\x1b")}.get(reader, (b" ", b"gg", b"\x1b"))
    return {"a page": page, "a search": b"/Samuel Terpe\r", "": close, "the end": b"G", "the start": start,
            "a search in vain": b"/Quixotry\r", " ": close}


def search(bench):
    """`postil search` against rg and grep, when the corpus was never searched and when it was."""
    for name, words in (("n10k", "10,000"), ("n100k", "100,000")):
        tree = bench.path(name)
        for what, query in QUERIES.items():
            is_regex = what == "an expression"
            ours = [bench.postil, "search", *(["--regex"] if is_regex else []), query, tree]
            fixed = [] if is_regex else ["-F"]
            peers = {"rg -c": ["rg", "-c", *fixed, query, tree], "rg -c -S": ["rg", "-c", "-S", *fixed, query, tree],
                     "grep -rc": ["grep", "-rc", *(["-E"] if is_regex else ["-F"]), query, tree]}
            home = bench.home()
            new = run(bench, ours, home)
            measures = {"postil": lambda ours=ours, home=home: run(bench, ours, home)}
            measures |= {peer: lambda command=command: run(bench, command) for peer, command in peers.items() if shutil.which(command[0])}
            medians = bench.by_turns(measures, 3)
            bench.against(f"search {words} for {what}", medians, {"rg -c": 1.2})
            bench.grows(f"search for {what}", name, medians["postil"])
            bench.grows(f"rg -c for {what}", name, medians.get("rg -c"))
            bench.grows(f"search for {what}, never searched", name, new)
            for peer, command in [("postil search", ours), *peers.items()]:
                bench.command(f"{peer}, {what}", *command)


def searching(bench):
    """The search through a corpus on the screen, `F`: the first results, and until all are there."""
    for name, words in (("n10k", "10,000"), ("n100k", "100,000")):
        tree = bench.path(name)
        for what, query in QUERIES.items():
            if what == "an expression":
                continue
            with bench.session([bench.postil, "--annotations", str(bench.scratch / "searching.toml"), tree]) as session:
                session.until(shows_article)
                session.settle()
                session.key(b"F", quiet=50)
                session.drain(300)
                if "does nothing here" in plain(session.output):
                    raise RuntimeError("this postil has no `F`")
                since = time.perf_counter()
                first = session.key(query.encode() + b"\r", quiet=8)
                settled = session.settle()[0] - (since - session.started) * 1000
            rg = bench.by_turns({"rg": lambda query=query: run(bench, ["rg", "-c", "-F", query, tree])}, 3)["rg"] if shutil.which("rg") else None
            bench.row(f"`F` for {what} in {words}, first picture of results", first, "a frame", 16)
            bench.row(f"`F` for {what} in {words}, until idle", settled, "rg -c", rg)
            bench.grows(f"`F` for {what}, until idle", name, settled)


def find(bench):
    """A letter in the finder over 100,000 titles, against fzf over 100,000 lines."""
    for name, words in (("n10k", "10,000"), ("n100k", "100,000")):
        tree = bench.path(name)
        lines = bench.scratch / f"{name}.lines"
        lines.write_text("".join(f"{path.relative_to(tree)}\n" for path in sorted(Path(tree).rglob("*.*"))), encoding="utf-8")
        with bench.session([bench.postil, "--annotations", str(bench.scratch / "finding.toml"), tree]) as session:
            session.until(shows_article)
            session.settle()
            opened = session.key(b"f", quiet=100)
            session.settle(300)
            taken = [session.key(letter.encode(), quiet=100) for letter in "shiphar"]
            taken += [session.key(b"\x7f", quiet=100) for _ in range(7)]
            memory = session.memory()[0]
        taken = [value for value in taken if value is not None]
        theirs = bench.by_turns({"fzf": lambda: run(bench, ["fzf", "--filter", "shiphar"], stdin=lines)}, 5)["fzf"] if shutil.which("fzf") else None
        bench.row(f"the finder opens, {words}", opened, "a frame", 16, 1.0)
        bench.row(f"a letter in the finder, {words}, median", statistics.median(taken), "a frame", 16, 1.0)
        bench.row(f"a letter in the finder, {words}, slowest", max(taken), "a frame", 16, 1.0)
        bench.row(f"a letter in the finder, {words}, slowest", max(taken), "fzf --filter", theirs)
        bench.grows("a letter in the finder, median", name, statistics.median(taken))
        bench.grows("a letter in the finder, slowest", name, max(taken))
        bench.grows("fzf --filter", name, theirs)
        bench.grows("memory with the finder open", name, memory, "MB")
        bench.command("fzf --filter", "fzf --filter shiphar <", "the paths of", tree)


def save(bench):
    """One more annotation in a large file: from the key to the file on the disk, and what other keys wait meanwhile."""
    for name, words in (("n10k.10k.toml", "10,000"), ("n10k.100k.toml", "100,000")):
        annotations = copied(bench, name)
        command = [bench.postil, "--annotations", annotations, bench.path("n10k")]
        bench.command(f"{words} annotations", *command)
        saved, keys_meanwhile, marks = [], [], []
        with bench.session(command) as session:
            session.until(shows_article)
            session.settle()
            memory = session.memory()[0]
            session.key(b"}}")
            for _ in range(bench.rounds):
                before = os.stat(annotations).st_ino, os.stat(annotations).st_mtime_ns
                start = time.perf_counter()
                marks.append(session.key(b"m", quiet=4))
                while (os.stat(annotations).st_ino, os.stat(annotations).st_mtime_ns) == before:
                    if time.perf_counter() - start > 20:
                        raise RuntimeError(f"nothing was written to {annotations}")
                    keys_meanwhile.append(session.key(b"l", quiet=4, timeout=1000))
                saved.append((time.perf_counter() - start) * 1000)
                session.settle(300)
                session.key(b")")
        disk = bench.by_turns({"disk": lambda: rewritten(annotations)}, bench.rounds)["disk"]
        bench.row(f"one more annotation in {words}, on the disk", statistics.median(saved), "150 ms", 150, 1.0)
        bench.row(f"one more annotation in {words}, on the disk", statistics.median(saved), "writing the file anew and syncing it", disk)
        bench.row(f"one more annotation in {words}, on the screen", statistics.median(marks), "a frame", 16, 1.0)
        waited = [value for value in keys_meanwhile if value is not None]
        if waited:
            bench.row(f"slowest key meanwhile, {words} annotations", max(waited), "a frame", 16, 1.0)
        bench.grows("one more annotation on the disk", name, statistics.median(saved))
        bench.grows("memory", name, memory, "MB")


def rewritten(path):
    """How long it takes to write the same bytes beside the file and to sync them."""
    content = Path(path).read_bytes()
    start = time.perf_counter()
    with open(f"{path}.copy", "wb") as copy:
        copy.write(content)
        copy.flush()
        os.fsync(copy.fileno())
    return (time.perf_counter() - start) * 1000


def records(bench):
    """JSON Lines of 1 GB: first picture, until idle, memory."""
    path = bench.path("one-gb.jsonl")
    small = [bench.postil, bench.path("one/article.txt")]
    command = [bench.postil, path]
    bench.command("records", *command)
    home = bench.home()
    with bench.session(command, home) as session:
        new = session.until(shows_article)
        settled, work = session.settle()
        memory, peak = session.memory()
    with bench.session(command, home) as session:
        again = session.until(shows_article)
        settled_again, _ = session.settle()
    medians = bench.by_turns({
        "an article of 42 kB": lambda: first_picture(bench, small), "wc -l": lambda: run(bench, ["wc", "-l", path]),
    }, 3)
    bench.row("first picture, records of 1 GB never seen", new, "an article of 42 kB", medians["an article of 42 kB"])
    bench.row("first picture, records of 1 GB seen before", again, "an article of 42 kB", medians["an article of 42 kB"])
    bench.row("records of 1 GB all listed and idle, never seen", settled, "wc -l", medians["wc -l"])
    bench.row("records of 1 GB all listed and idle, seen before", settled_again, "wc -l", medians["wc -l"])
    bench.row("processor time until idle, records of 1 GB", work)
    bench.row("memory, records of 1 GB", memory, unit="MB")
    bench.row("memory at most, records of 1 GB", peak, unit="MB")


GROUPS = {group.__name__: group for group in (article, folder, keys, flood, idle, large, search, searching, find, save, records)}


def tables(bench):
    """What was measured, as Markdown."""
    lines = ["| what | postil | beside | theirs | ratio | target | |", "|---|---|---|---|---|---|---|"]
    for what, ours, peer, theirs, target, unit in bench.rows:
        ratio = ours / theirs if theirs else None
        verdict = "" if target == "" else "met" if (ours if ratio is None else ratio) <= target else "MISSED"
        beside = f"{figure(theirs)} {unit}" if theirs else ""
        lines.append(f"| {what} | {figure(ours)} {unit} | {peer} | {beside} | {figure(ratio)} | {target} | {verdict} |")
    if bench.growth:
        lines += ["", "| how it grows | small | large | factor |", "|---|---|---|---|"]
        for (what, unit), values in bench.growth.items():
            sizes = [f"{figure(value)} {unit} ({name})" for name, value in values.items()]
            known = [value for value in values.values() if value]
            factor = figure(known[-1] / known[0]) if len(known) == 2 else ""
            lines.append(f"| {what} | {' | '.join(sizes) if len(sizes) == 2 else sizes[0] + ' |'} | {factor} |")
    lines += ["", *(f"- {name}: `{command}`" for name, command in bench.commands.items())]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help="all where none is named")
    parser.add_argument("--corpora", type=Path, default=MADE, help="where the corpora are, or are made")
    parser.add_argument("--postil", type=Path, default=RELEASE / "postil", help="the program to measure")
    parser.add_argument("--rounds", type=int, default=9, help="how often each thing is measured")
    parser.add_argument("--list", action="store_true", help="say what the groups are")
    arguments = parser.parse_args()
    if arguments.list:
        for name, group in GROUPS.items():
            print(f"{name}: {group.__doc__}")
        return
    if unknown := [name for name in arguments.groups if name not in GROUPS]:
        parser.error(f"no group is called {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    bench = Bench(arguments.postil.resolve(), arguments.corpora.resolve(), arguments.rounds)
    try:
        for name in arguments.groups or GROUPS:
            print(f"{name}: {GROUPS[name].__doc__}", file=sys.stderr)
            try:
                GROUPS[name](bench)
            except (RuntimeError, OSError) as error:
                print(f"  {name} stopped: {error}", file=sys.stderr)
        print(tables(bench))
    finally:
        shutil.rmtree(bench.scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
