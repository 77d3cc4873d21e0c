"""P10 and P11: names against the real lists, beside plain rapidfuzz and, where it is installed, nomenklatura.

Prints one JSON value with four parts:

* ``pairs``: F1 of labelled pairs at the best threshold and at the program's own, whole and by halves (the threshold
  of one half judged on the other). nomenklatura's logic-v2 is a benchmark extra: it needs the headers of ICU.
* ``false_alarms``: how many of 1,000 invented people alert against the whole SDN list with aliases.
* ``recall``: 1,000 mutated names, and 800 aliases taken out of the index, at the threshold where 1 and 5 percent of
  the invented people alert. Aliases stay at least 70 similar (token_sort_ratio) to another name of their party.
* ``speed``: one name at a time, and 1,000 in one go.

The mutations follow from a seed: exact, one and two slips of the hand, reorder, drop (a middle word), concat, another
romanisation, initial (of a person's given name); 125 each, of primary names.
"""

import argparse
import csv
import dataclasses
import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process, utils

from crisisdesk.exchange.sanctions import ListedParty, read_list
from crisisdesk.progress import silent
from crisisdesk.screening import Candidate, ListedName, Match, Question
from crisisdesk.screening.index import THRESHOLD, Index

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
SDN = "ofac_sdn_2023-12-28"
LISTS = (SDN, "ofac_nonsdn_2025-12", "uk_ofsi_2022-05-04")
KINDS = ("exact", "typo", "two typos", "reorder", "drop", "concat", "romanisation", "initial")
ROMANISATIONS = (
    ("kh", "h"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ph", "f"), ("q", "k"), ("ck", "k"), ("ei", "ey"), ("ai", "ay"),
    ("sh", "ch"), ("zh", "j"), ("dh", "d"), ("mm", "m"), ("ss", "s"), ("ll", "l"), ("ts", "tz"), ("y", "i"), ("w", "v"),
    ("th", "t"), ("u", "o"), ("e", "i"), ("c", "k"),
)  # fmt: skip
GOALS = {
    "mutated": 0.96,
    "aliases": 0.88,
    "false_alarms": 0.01,
    "p50_ms": 4.0,
    "p99_ms": 10.0,
    "thousand_s": 2.0,
}

Pair = tuple[str, str, bool, bool]
Scorer = Callable[[str, str, bool], float]
Key = tuple[str, str]


def candidate(party: ListedParty) -> Candidate:
    kind = "" if party.type.value == "unknown" else party.type.value
    return Candidate(
        party.list,
        party.key,
        tuple(ListedName(name.text, name.kind.value, name.quality.value) for name in party.names),
        type=kind,
        births=party.births,
        countries=party.nationalities,
        identifiers=tuple(identifier.number for identifier in party.identifiers),
        gender=party.gender,
    )


def listed(shared: Path, name: str) -> list[Candidate]:
    files = sorted((shared / "sanctions" / name).iterdir())
    return [candidate(party) for party in read_list(files, silent).parties]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def labelled(names: Path) -> dict[str, list[Pair]]:
    """The pairs: name, name, whether they are one, whether a person. Of two scripts: each with each other's too."""
    checks = [
        (r["name1"], r["name2"], r["is_match"] == "true", r["schema"] == "Person")
        for r in rows(names / "name_pairs_a.csv")
    ]
    companies = [
        (r["gt_name"], r["name"], r["correct"] == "True", False)
        for r in rows(names / "company_name_pairs.csv")
    ]
    with (names / "cross_script_pairs.csv").open(encoding="utf-8") as file:
        scripts = [line.split(",")[:2] for line in file if line.strip() and not line.startswith("#")]
    crossed = [
        (one[0], other[1], one[1] == other[1], True)
        for one in scripts
        for other in scripts
        if one is other or one[1] != other[1]
    ]
    return {"name_pairs_a": checks, "company_name_pairs": companies, "cross_script_pairs": crossed}


def f1(scored: Sequence[tuple[float, bool]], threshold: float) -> float:
    right = sum(truth for score, truth in scored if score >= threshold)
    said = sum(score >= threshold for score, _ in scored)
    return 2 * right / max(said + sum(truth for _, truth in scored), 1)


def best_threshold(scored: Sequence[tuple[float, bool]]) -> float:
    return max(sorted({score for score, _ in scored}, reverse=True), key=lambda t: f1(scored, t))


def judged(pairs: Sequence[Pair], scorer: Scorer, threshold: float | None) -> dict[str, float]:
    scored = [(scorer(one, other, person), truth) for one, other, truth, person in pairs]
    halves = (scored[0::2], scored[1::2])
    best = best_threshold(scored)
    found = {
        "f1_best": f1(scored, best),
        "best_threshold": best,
        "f1_halves": statistics.mean(
            f1(judge, best_threshold(learn)) for learn, judge in (halves, halves[::-1])
        ),
    }
    if threshold is not None:
        found["f1_default"] = f1(scored, threshold)
    return {name: round(value, 3) for name, value in found.items()}


def logic_v2() -> Scorer | str:
    """nomenklatura's scorer, or why it is not there."""
    try:
        from followthemoney import model  # noqa: PLC0415 - a benchmark extra
        from nomenklatura.matching import LogicV2, ScoringConfig  # noqa: PLC0415 - as above
    except ImportError as error:
        return f"skipped: {error} (pip install nomenklatura; it needs the headers of ICU)"
    config = ScoringConfig.defaults()
    count = iter(range(1 << 30))  # logic-v2 keeps names by entity id: an id must never come twice

    def entity(name: str, *, person: bool) -> Any:
        schema = "Person" if person else "Organization"
        return model.get_proxy({"id": f"e{next(count)}", "schema": schema, "properties": {"name": [name]}})

    def score(one: str, other: str, person: bool) -> float:  # noqa: FBT001 - a Scorer
        return float(LogicV2.compare(entity(one, person=person), entity(other, person=person), config).score)

    return score


def pairs_table(index: Index, names: Path) -> dict[str, Any]:
    scorers: dict[str, tuple[Scorer | str, float | None]] = {
        "ours": (lambda one, other, person: index.name_score(one, other, person=person), THRESHOLD),
        "WRatio": (plain(fuzz.WRatio), None),
        "token_sort_ratio": (plain(fuzz.token_sort_ratio), None),
        "logic-v2": (logic_v2(), 0.7),
    }
    return {
        name: {
            who: scorer if isinstance(scorer, str) else judged(pairs, scorer, threshold)
            for who, (scorer, threshold) in scorers.items()
        }
        for name, pairs in labelled(names).items()
    }


def plain(ratio: Callable[..., float]) -> Scorer:
    return lambda one, other, _person: ratio(one, other, processor=utils.default_process) / 100


class Mutations:
    """Names as people and other lists get them wrong, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def of(self, name: str, kind: str) -> str:
        words = re.findall(r"[^\s,]+", name)
        place = self._random.randrange(max(len(words) - 1, 1))
        made = {
            "typo": lambda: self._slip(name),
            "two typos": lambda: self._slip(self._slip(name)),
            "reorder": lambda: " ".join(self._random.sample(words, len(words))),
            "drop": lambda: " ".join(words[: place or 1] + words[(place or 1) + 1 :]),
            "concat": lambda: " ".join(
                [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]
            ),
            "romanisation": lambda: self._romanised(name.lower()),
            "initial": lambda: initial(name),
        }
        return made[kind]() if kind in made else name

    def _slip(self, text: str) -> str:
        place = self._random.choice([i for i, letter in enumerate(text) if letter.isalnum()])
        letter = self._random.choice("abcdefghijklmnopqrstuvwxyz")
        before, after = text[:place], text[place + 1 :]
        swapped = after[:1] + text[place] + after[1:]
        return before + self._random.choice((letter + after, after, letter + text[place:], swapped))

    def _romanised(self, text: str) -> str:
        fitting = [change for change in ROMANISATIONS if change[0] in text]
        for old, new in self._random.sample(fitting, min(2, len(fitting))):
            text = text.replace(old, new, 1)
        return text


def initial(name: str) -> str:
    family, _, given = name.partition(", ")
    return f"{given[0]} {' '.join(given.split()[1:])} {family}"


def fits(one: Candidate, kind: str) -> bool:
    name = one.names[0].text
    words = len(name.replace(",", " ").split())
    needed = {"drop": 3, "concat": 2, "reorder": 2}.get(kind, 1)
    return words >= needed and (kind != "initial" or (one.type == "person" and ", " in name))


def mutated(parties: Sequence[Candidate], seed: int, count: int) -> Iterator[tuple[str, Key, str]]:
    mutations, chance = Mutations(seed), random.Random(seed)
    for kind in KINDS:
        for one in chance.sample([p for p in parties if fits(p, kind)], count // len(KINDS)):
            yield mutations.of(one.names[0].text, kind), (one.list, one.key), kind


def held_out(parties: Sequence[Candidate], seed: int, count: int) -> Iterator[tuple[str, Key, int]]:
    """Aliases to take out: alike to another name of the party but not the same, one of a party at most."""
    places = [(p, n) for p in parties for n in range(1, len(p.names))]
    random.Random(seed).shuffle(places)
    seen: set[Key] = set()
    for party, place in places:
        name, *others = (
            utils.default_process(party.names[n].text)
            for n in (place, *(n for n in range(len(party.names)) if n != place))
        )
        alike = process.extractOne(name, others, scorer=fuzz.token_sort_ratio, score_cutoff=70)
        if alike and name not in others and (party.list, party.key) not in seen:
            seen.add((party.list, party.key))
            yield party.names[place].text, (party.list, party.key), place
            if len(seen) == count:
                return


def without(parties: Sequence[Candidate], taken: set[tuple[Key, int]]) -> list[Candidate]:
    return [
        dataclasses.replace(
            p, names=tuple(n for place, n in enumerate(p.names) if ((p.list, p.key), place) not in taken)
        )
        for p in parties
    ]


def asked(index: Index, names: Sequence[str]) -> tuple[list[list[Match]], list[float]]:
    answers, spent = [], []
    for name in names:
        begun = time.perf_counter()
        answers.append(index.screen(name, threshold=0.3, limit=100))
        spent.append((time.perf_counter() - begun) * 1000)
    return answers, spent


def score_for(answer: Sequence[Match], key: Key) -> float:
    return next((match.score for match in answer if (match.list, match.key) == key), 0.0)


def alarms(index: Index, people: Sequence[str]) -> list[float]:
    answers, _ = asked(index, people)
    return sorted((answer[0].score if answer else 0.0 for answer in answers), reverse=True)


def recall_table(parties: Sequence[Candidate], people: Sequence[str], seed: int) -> dict[str, Any]:
    aliases = list(held_out(parties, seed, 800))
    index = Index.build(without(parties, {(key, place) for _, key, place in aliases}), silent)
    changed = list(mutated(parties, seed, 1000))
    top = alarms(index, people)
    mutated_scores = [
        score_for(answer, row[1])
        for answer, row in zip(asked(index, [row[0] for row in changed])[0], changed, strict=True)
    ]
    alias_scores = [
        score_for(answer, row[1])
        for answer, row in zip(asked(index, [row[0] for row in aliases])[0], aliases, strict=True)
    ]
    table: dict[str, Any] = {}
    for percent in (1, 5):
        limit = top[len(people) * percent // 100]
        by_kind = {
            kind: [s > limit for s, row in zip(mutated_scores, changed, strict=True) if row[2] == kind]
            for kind in KINDS
        }
        table[f"at_{percent}_percent"] = {
            "threshold": round(limit, 3),
            "mutated": round(statistics.mean(s > limit for s in mutated_scores), 3),
            "aliases": round(statistics.mean(s > limit for s in alias_scores), 3),
            **{kind: round(statistics.mean(found), 3) for kind, found in by_kind.items()},
        }
    return table


def speed_table(parties: Sequence[Candidate], people: Sequence[str], seed: int) -> dict[str, float]:
    begun = time.perf_counter()
    index = Index.build(parties, silent)
    built = time.perf_counter() - begun
    names = [*people[:500], *(row[0] for row in mutated(parties, seed + 1, 504))]
    asked(index, names[:50])
    _, spent = asked(index, names)
    begun = time.perf_counter()
    index.screen_many([Question(name) for name in names[:1000]], silent)
    thousand = time.perf_counter() - begun
    text = [" ".join(name.words) for name in index.names]
    begun = time.perf_counter()
    for name in names[:20]:
        process.extract(name.lower(), text, scorer=fuzz.WRatio, limit=20)
    scan = (time.perf_counter() - begun) / 20 * 1000
    spent.sort()
    return {
        "names": len(index.names),
        "build_s": round(built, 2),
        "p50_ms": round(spent[len(spent) // 2], 2),
        "p99_ms": round(spent[len(spent) * 99 // 100], 2),
        "thousand_s": round(thousand, 2),
        "WRatio_scan_ms": round(scan, 1),
        "times_faster": round(scan / spent[len(spent) // 2], 1),
    }


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Screening: quality and speed")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with sanctions/ and names/")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    lists = {name: listed(options.shared, name) for name in LISTS}
    everyone = [one for parties in lists.values() for one in parties]
    people = [row["full_name"] for row in rows(options.shared / "names" / "negatives_us_1000.csv")]
    sdn = Index.build(lists[SDN], silent)
    top = alarms(sdn, people)
    result = {
        "pairs": pairs_table(sdn, options.shared / "names"),
        "false_alarms": {
            "threshold": THRESHOLD,
            "share": sum(score >= THRESHOLD for score in top) / len(people),
        },
        "recall": recall_table(everyone, people, options.seed),
        "speed": speed_table(everyone, people, options.seed),
        "goals": GOALS,
    }
    print(json.dumps(result, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
