#!/usr/bin/env python3
"""Time and memory of whole runs of digest on made-up months: everything in the archive, no network, all signals on.

usage: bench/whole_process.py FOLDER [--papers 12800,10000,100000] [--dump 3000000] [--runs 7]

FOLDER holds `digest` and `bench/digest_make_dump` of a Release build (cmake -DDIGEST_BENCH=ON). For each number of papers one
archive is filled through `digest import`, observations of all services are written beside them, and a model of taste is
learnt; then `digest build` runs on it as if for the first time. The least and the middle of the runs are printed.
"""
import argparse
import datetime
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

DAYS = 32
FIRST_DAY = datetime.date(2022, 1, 1)  # of the made-up papers
UNTIL = FIRST_DAY + datetime.timedelta(days=DAYS)
NOW = "2022-03-01T08:00:00Z"
SEED = 20220201


def run(command, folder, **more):
    """Runs to the end; wall seconds, CPU seconds, peak memory in MB."""
    environment = dict(os.environ, DIGEST_NOW=NOW, HOME=folder, XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder)
    with open(os.path.join(folder, "stderr"), "w") as errors, open(os.path.join(folder, "stdout"), "w") as output:
        begin = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, env=environment, stdout=more.get("stdout", output), stderr=errors,
                                 stdin=more.get("stdin", subprocess.DEVNULL))
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {child.returncode}\n" + open(os.path.join(folder, "stderr")).read())
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def observe(archive, papers):
    """What the services would have said: citations and authors of all papers, attention for few of them."""
    dice = random.Random(SEED)
    asked = int(datetime.datetime(2022, 2, 20, tzinfo=datetime.timezone.utc).timestamp())
    database = sqlite3.connect(archive)
    rows = []
    for (paper,) in database.execute("SELECT id FROM paper ORDER BY id").fetchall():
        h_indexes = [dice.randrange(0, 60) for _ in range(dice.randrange(1, 7))]
        citations = [h * dice.randrange(20, 90) for h in h_indexes]
        mean = lambda values: sum(sorted(values)[-3:]) / min(3, len(values))
        text = lambda values: ",".join(map(str, values))
        cited = int(dice.paretovariate(1.2)) - 1
        rows += [(paper, "semantic_scholar", "citations", asked, "known", float(cited), ""),
                 (paper, "semantic_scholar", "influential_citations", asked, "known", float(cited // 8), ""),
                 (paper, "semantic_scholar", "h_indexes", asked, "known", mean(h_indexes), text(h_indexes)),
                 (paper, "semantic_scholar", "author_citations", asked, "known", mean(citations), text(citations))]
        for service, metric, share in (("hugging_face", "upvotes", .05), ("hacker_news", "points", .01)):
            listed = dice.random() < share
            rows.append((paper, service, metric, asked, "known" if listed else "absent",
                         float(dice.randrange(1, 200)) if listed else None, ""))
    with database:
        database.executemany("INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    database.close()


def picks_file(archive, path):
    """A tenth of some papers as liked: enough to fit a model of taste."""
    dice = random.Random(SEED)
    database = sqlite3.connect(archive)
    ids = [row[0] for row in database.execute("SELECT id FROM paper ORDER BY id LIMIT 2000")]
    database.close()
    with open(path, "w") as file:
        for paper in ids:
            file.write(json.dumps({"id": paper, "grade": int(dice.random() < .1)}) + "\n")


def make_archive(tools, folder, papers, papers_a_day):
    archive = os.path.join(folder, "archive.sqlite3")
    dump = os.path.join(folder, "dump.jsonl")
    with open(dump, "w") as output:
        run([os.path.join(tools, "bench", "digest_make_dump"), str(papers), str(papers_a_day)], folder, stdout=output)
    wall, cpu, memory = run([os.path.join(tools, "digest"), "import", "--archive", archive, "--trust-import", dump], folder)
    os.remove(dump)
    return archive, (wall, cpu, memory)


def line(name, runs, more=""):
    walls, cpus, memories = zip(*runs)
    print(f"{name:<44} {min(walls) * 1e3:8.0f} ms least {statistics.median(walls) * 1e3:8.0f} ms middle "
          f"{min(cpus) * 1e3:8.0f} ms CPU {max(memories):7.0f} MB{more}", flush=True)


def build_months(tools, papers, runs):
    with tempfile.TemporaryDirectory() as folder:
        archive, _ = make_archive(tools, folder, papers, (papers + DAYS - 1) // DAYS)
        observe(archive, papers)
        picks = os.path.join(folder, "liked.jsonl")
        picks_file(archive, picks)
        digest = os.path.join(tools, "digest")
        model = os.path.join(folder, "taste.model")
        run([digest, "learn", "--archive", archive, "--picks", picks, "--author-history", "-o", model], folder)
        with open(os.path.join(folder, "digest.toml"), "w") as file:
            file.write(f'[models]\ntaste = "{model}"\n[weights]\ntaste = 1.0\n')
        taken = []
        for _ in range(runs + 1):
            copy = os.path.join(folder, "copy.sqlite3")
            shutil.copyfile(archive, copy)
            os.sync()  # an archive that lay there for weeks has nothing left to be written
            taken.append(run([digest, "build", "--config", os.path.join(folder, "digest.toml"), "--archive", copy, "--offline",
                              "--window", f"{FIRST_DAY}..{UNTIL}", "-o", os.path.join(folder, "edition.md")], folder))
            os.remove(os.path.join(folder, "edition.md"))
            for leftover in ("", "-wal", "-shm", ".lock"):
                if os.path.exists(copy + leftover):
                    os.remove(copy + leftover)
        taken = taken[1:]  # the first one warms the files
        each = min(wall for wall, _, _ in taken) / papers
        line(f"build, {papers:,} candidates", taken, f"  {each * 1e6:5.1f} µs a candidate")


def serve_dump(tools, papers, runs):
    digest = os.path.join(tools, "digest")
    for count in (12_800, papers):
        with tempfile.TemporaryDirectory() as folder:
            archive, imported = make_archive(tools, folder, count, 400)
            line(f"import of {count:,} lines", [imported], f"  {os.path.getsize(archive) / 1e6:.0f} MB archive")
            rank = [digest, "rank", "--archive", archive, "--window", f"{FIRST_DAY}..{UNTIL}"]
            line(f"rank one month in {count:,} papers", [run(rank, folder) for _ in range(runs + 1)][1:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--papers", default="12800,10000,100000")
    parser.add_argument("--dump", type=int, default=0)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    tools = os.path.abspath(given.folder)
    with tempfile.TemporaryDirectory() as folder:
        version = [run([os.path.join(tools, "digest"), "--version"], folder) for _ in range(given.runs + 1)][1:]
    line("--version", version)
    for papers in filter(None, given.papers.split(",")):
        build_months(tools, int(papers), given.runs)
    if given.dump:
        serve_dump(tools, given.dump, given.runs)


main()
