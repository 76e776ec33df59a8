#!/usr/bin/env python3
"""Counts the instructions of named scenarios under callgrind: figures that repeat on a machine that is busy with other things.

    cargo build --release --bin postil --example generate
    python3 benches/peers/count.py [--corpora FOLDER] [--bench NAME]... [WORD...]

Without --bench the scenarios are those of the program: commands from start to end, and in a terminal of its own the first
picture and each key that scrolls, pages or tags. With --bench they are the measurements of that benchmark of Cargo.toml, once
each, without what prepares them. Only the scenarios whose names have one of the words are run. It needs valgrind; a count is
of all threads.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from compare import MADE, RELEASE, Bench, figure
from terminal import shows_article

COLLECTED = re.compile(r"Collected : (\d+)")


def counting(bench):
    """What to put before a command that is counted, and where the count will stand."""
    log = bench.scratch / "callgrind.log"
    log.unlink(missing_ok=True)
    return ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}"], log


def counted(log):
    """The count that callgrind has written."""
    found = COLLECTED.search(log.read_text(encoding="utf-8"))
    if not found:
        raise RuntimeError(f"callgrind has not counted: {log.read_text(encoding='utf-8')[-300:]}")
    return int(found[1])


def of_command(bench, command, home=None):
    """The instructions of a command from start to end."""
    before, log = counting(bench)
    subprocess.run([*before, *command], env=bench.environment(home or bench.home()), stdout=subprocess.DEVNULL, check=True)
    return counted(log)


def of_keys(bench, command, keys):
    """The instructions of a program in a terminal: its start, the keys one by one, leaving."""
    before, log = counting(bench)
    with bench.session([*before, *command]) as session:
        session.until(shows_article, quiet=200)
        session.settle()
        for key in keys:
            session.key(key, quiet=100, timeout=20_000)
        session.settle(300)
        session.leave(b"q")
    return counted(log)


def program(bench):
    """The scenarios of the program: each a name, what counts it, and among how many it is shared."""
    article, small = bench.path("one/article.txt"), bench.path("n1k")
    postil = bench.postil
    yield "show an article", lambda: of_command(bench, [postil, "show", article])
    for name in ("list", "search harbour"):
        command = [postil, *name.split(), small]
        home = bench.home()
        yield f"{name}, 1,000 articles never seen", lambda command=command, home=home: of_command(bench, command, home)
        yield f"{name}, 1,000 articles seen before", lambda command=command, home=home: of_command(bench, command, home)
    yield "start, first picture and leaving, an article", lambda: of_keys(bench, [postil, article], [])
    yield "start, first picture and leaving, 1,000 articles", lambda: of_keys(bench, [postil, small], [])
    for name, key in (("a line", b"j"), ("a page", b" "), ("a sentence", b")")):
        def each(key=key):
            few, many = (of_keys(bench, [postil, article], [key] * count) for count in (5, 25))
            return (many - few) // 20
        yield f"{name} in an article", each


def benchmark(bench, name):
    """The measurements of a benchmark: each counted once and eleven times, so that what prepares it falls out."""
    built = subprocess.run(["cargo", "bench", "--no-run", "--bench", name, "--message-format", "json"],
                           stdout=subprocess.PIPE, check=True, cwd=RELEASE.parents[1])
    made = [json.loads(line) for line in built.stdout.splitlines()]
    program = next(one["executable"] for one in made if one.get("executable") and one["target"]["name"] == name)
    for scenario in leaves(subprocess.run([program, "--test"], stdout=subprocess.PIPE, text=True, check=True).stdout):
        def each(scenario=scenario):
            once, often = (of_command(bench, [program, "--bench", "--exact", scenario, "--sample-count", "1", "--sample-size", size])
                           for size in ("1", "11"))
            return (often - once) // 10
        yield scenario, each


def leaves(tree):
    """The full names of the measurements in the tree that the benchmark draws of them."""
    path, names = [], []
    for line in filter(str.strip, tree.splitlines()):
        branch = re.match(r"((?:[│ ]  )*)[├╰]─ (\S+)", line)
        depth = len(branch[1]) // 3 + 1 if branch else 0
        path[depth:] = [branch[2] if branch else line.strip()]
        if names and path[:-1] == names[-1]:
            names.pop()
        names.append(path[:])
    return ["::".join(name) for name in names]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--corpora", type=Path, default=MADE, help="where the corpora are, or are made")
    parser.add_argument("--postil", type=Path, default=RELEASE / "postil", help="the program to count")
    parser.add_argument("--bench", action="append", default=[], help="a benchmark to count instead")
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        parser.error("valgrind is not installed")
    bench = Bench(arguments.postil.resolve(), arguments.corpora.resolve(), 1)
    scenarios = (each for name in arguments.bench for each in benchmark(bench, name)) if arguments.bench else program(bench)
    try:
        print("| scenario | million instructions |\n|---|---|")
        for name, count in scenarios:
            if not arguments.words or any(word in name for word in arguments.words):
                try:
                    print(f"| {name} | {figure(count() / 1e6)} |", flush=True)
                except (RuntimeError, subprocess.CalledProcessError) as error:
                    print(f"{name} was not counted: {error}", file=sys.stderr)
    finally:
        shutil.rmtree(bench.scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
