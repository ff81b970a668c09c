#!/usr/bin/env python3
"""Turns labelled pools into what digest reads: lines of arXiv's metadata dump, and graded picks files.

Usage: make_picks.py FOLDER OUT [--label NAME] [--month M]... [--with-authors]

FOLDER holds pool-YYYY-MM.jsonl.gz and labels-YYYY-MM.jsonl. For each month OUT gets metadata-YYYY-MM.jsonl, for
`digest import`, and picks-YYYY-MM.jsonl, for `digest learn` and `digest eval`: every paper of the pool, grade 1 where
the label says that it was chosen. Chosen papers outside the pool stand in neither; they are counted on stderr.
"""

import argparse
import datetime
import gzip
import json
import pathlib
import sys

LABELS = {
    "hf_featured": lambda label: bool(label.get("hf_featured")),
    "dair": lambda label: label.get("dair_week_rank") is not None,
    "rosinality": lambda label: bool(label.get("rosinality")),
}


def split_name(name):
    """As arXiv's authors_parsed: last name, first names, suffix. The dump's readers join them again."""
    words = name.split()
    return [words[-1], " ".join(words[:-1]), ""] if words else ["", "", ""]


def mail_date(day):
    date = datetime.date.fromisoformat(day)
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[date.weekday()]
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[date.month - 1]
    return f"{weekday}, {date.day} {month} {date.year} 00:00:00 GMT"


def metadata_line(paper):
    authors = paper.get("authors") or []
    return {
        "id": paper["id"],
        "authors": ", ".join(authors),
        "title": paper["title"],
        "comments": paper.get("comment"),
        "journal-ref": None,
        "doi": None,
        "categories": " ".join(paper.get("categories") or []),
        "abstract": paper["abstract"],
        "versions": [{"version": "v1", "created": mail_date(paper["submitted"])}],
        "update_date": paper["submitted"],
        "authors_parsed": [split_name(name) for name in authors],
    }


def read_labels(path, is_chosen):
    with open(path, encoding="utf-8") as lines:
        labels = [json.loads(line) for line in lines]
    return {label["id"] for label in labels if is_chosen(label)}


def write_month(folder, out, month, is_chosen, with_authors):
    chosen = read_labels(folder / f"labels-{month}.jsonl", is_chosen)
    papers = 0
    found = set()
    with gzip.open(folder / f"pool-{month}.jsonl.gz", "rt", encoding="utf-8") as pool, \
            open(out / f"metadata-{month}.jsonl", "w", encoding="utf-8") as metadata, \
            open(out / f"picks-{month}.jsonl", "w", encoding="utf-8") as picks:
        for line in pool:
            paper = json.loads(line)
            if with_authors and not paper.get("authors"):
                continue
            papers += 1
            grade = 1 if paper["id"] in chosen else 0
            if grade:
                found.add(paper["id"])
            metadata.write(json.dumps(metadata_line(paper), ensure_ascii=False) + "\n")
            picks.write(json.dumps({"id": paper["id"], "grade": grade}) + "\n")
    print(f"{month}: {papers} papers, {len(found)} chosen, {len(chosen - found)} chosen ones left out", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--label", choices=sorted(LABELS), default="hf_featured", help="who chose (default: %(default)s)")
    parser.add_argument("--month", action="append", help="YYYY-MM; may be repeated (default: every month in FOLDER)")
    parser.add_argument("--with-authors", action="store_true", help="leave out papers whose authors are not given")
    options = parser.parse_args()
    months = options.month or sorted(path.name[5:12] for path in options.folder.glob("pool-*.jsonl.gz"))
    if not months:
        sys.exit(f"no pool-YYYY-MM.jsonl.gz in {options.folder}")
    options.out.mkdir(parents=True, exist_ok=True)
    for month in months:
        try:
            write_month(options.folder, options.out, month, LABELS[options.label], options.with_authors)
        except OSError as problem:
            sys.exit(str(problem))


if __name__ == "__main__":
    main()
