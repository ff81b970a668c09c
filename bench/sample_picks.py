#!/usr/bin/env python3
"""How many papers that human editors chose for the sample month digest chooses too.

Usage: sample_picks.py EDITIONS [--program PATH] [--month M] [--config FILE]

EDITIONS is JSON: {"editions": [{"month": "2022-02", "picks": [{"id": "2201.03545"}, …]}, …]}. The sample month is built
without network; beside the counts stand those that chance gives.
"""

import argparse
import json
import subprocess
import sys


def run(program, verb, options, *more):
    command = [program, verb, "--sample", "--quiet", "--month", options.month, "--format", "json", *more]
    if options.config:
        command += ["--config", options.config]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("editions")
    parser.add_argument("--program", default="build/release/digest")
    parser.add_argument("--month", default="2022-02")
    parser.add_argument("--config")
    options = parser.parse_args()
    with open(options.editions, encoding="utf-8") as file:
        editions = [each for each in json.load(file)["editions"] if each["month"] == options.month]
    if not editions:
        sys.exit(f"{options.editions} has no edition of {options.month}")
    wanted = {pick["id"] for edition in editions for pick in edition["picks"] if pick["id"]}
    ranking = [each["id"] for each in run(options.program, "rank", options, "--limit", "0")["candidates"]]
    ours = [each["id"] for each in run(options.program, "build", options)["picks"]]
    known = wanted & set(ranking)
    print(f"{len(wanted)} papers chosen by the editors, {len(known)} of them among the {len(ranking)} candidates")
    for name, ids in (("our ten", ours), ("our top 20", ranking[:20])):
        chance = len(ids) * len(known) / len(ranking)
        print(f"{name}: {len(known & set(ids))} (by chance {chance:.1f})")
    for paper in sorted(known, key=ranking.index):
        print(f"  {ranking.index(paper) + 1:3} {paper}{' picked' if paper in ours else ''}")


if __name__ == "__main__":
    main()
