"""A second implementation of the standings: short, slow, obvious, Fractions everywhere, no code in common."""

from fractions import Fraction
from functools import cache

from juri_tui.model import Absence

RANKING = ("rank_sum", "skating")


def rounded(value, digits):
    """Half away from zero, by looking at what is left over."""
    sign, value = (-1 if value < 0 else 1), abs(value)
    step = Fraction(1, 10**digits)
    count = value // step
    if value - count * step >= step / 2:
        count += 1
    return sign * count * step


class Oracle:
    def __init__(self, event, cells, adjustments=()):
        self.e, self.s, self.cells, self.adj = event, event.scoring, cells, adjustments
        for slow in ("criteria", "his", "state", "score", "own", "own_place", "quorum"):
            setattr(self, slow, cache(getattr(self, slow)))
        self.digits = {r.stage: r.digits for r in self.s.rounding} if self.s.method not in RANKING else {}
        self.out = {a.kbk: a.kind for a in adjustments if a.kind not in ("points", "chair")}
        self.taking = [k.id for k in event.kbk if k.id not in self.out]
        self.panel = [j.id for j in event.juri if j.weight > 0]
        self.counting = list(self.panel)
        self.status, self.complete, self.ranked = {}, True, []
        for k in self.taking:
            enough = True
            self.status[k] = "performed"
            if not any(self.state(j, k, c) == "given" for j in self.counting for c in self.his(j)):
                self.status[k] = "waiting"
            for c in self.criteria():
                states = [self.state(j, k, c) for j in self.counting if c in self.his(j)]
                if states.count("given") + states.count("open") < self.quorum(c):
                    self.status[k] = "not_rankable"
                enough = enough and states.count("given") >= self.quorum(c)
            if enough:
                self.ranked.append(k)
            missing = any(self.state(j, k, c) == "open" for j in self.counting for c in self.his(j))
            if missing and self.status[k] != "not_rankable":
                self.complete = False
        self.fault = False
        if self.s.method in RANKING:
            self.panel = [j for j in self.counting if all(self.whole(j, k) for k in self.ranked)]
            for c in self.criteria():
                if sum(c in self.his(j) for j in self.panel) < self.quorum(c):
                    self.ranked = []
        if self.s.method == "skating":
            for j in self.panel:
                totals = [self.own(j, k) for k in self.ranked]
                if len(set(totals)) < len(totals):
                    self.fault = True
            if self.fault:
                self.ranked = []
        self.groups = self.order()

    # --- cells
    def criteria(self):
        return [c.id for c in self.e.criterion]

    def his(self, j):
        own = self.e.juri_by_id(j).criteria
        return [c for c in self.criteria() if own is None or c in own]

    def state(self, j, k, c):
        if any(self.cells.get((j, k, x)) in (Absence.RECUSED, Absence.ABSENT) for x in self.his(j)):
            return "away"
        mark = self.cells.get((j, k, c))
        return "open" if mark is None else "away" if isinstance(mark, Absence) else "given"

    def whole(self, j, k):
        return all(self.state(j, k, c) == "given" for c in self.his(j))

    def quorum(self, c):
        n = sum(c in self.his(j) for j in self.counting)
        return min(self.s.quorum, n) if self.s.quorum else -(-n // 2)

    # --- totals
    def share(self, c):
        criterion = self.e.criterion_by_id(c)
        return Fraction(criterion.weight) / (Fraction(criterion.max) if self.s.total == "percent" else 1)

    def score(self, k, c, method=None):
        method = method or ("mean" if self.s.method in RANKING else self.s.method)
        juri = [j for j in self.panel if c in self.his(j) and self.state(j, k, c) == "given"]
        if not juri:
            return None
        marks = sorted(Fraction(self.cells[j, k, c]) for j in juri)
        n = len(marks)
        weights = [Fraction(self.e.juri_by_id(j).weight) for j in juri]
        value = sum(Fraction(self.cells[j, k, c]) * w for j, w in zip(juri, weights, strict=True)) / sum(weights)
        if method == "trimmed_mean" and n >= 2 * self.s.trim + 2:
            for _ in range(self.s.trim):
                marks.remove(max(marks))
                marks.remove(min(marks))
            value = sum(marks) / len(marks)
        if method == "median":
            value = marks[n // 2] if n % 2 else (marks[n // 2 - 1] + marks[n // 2]) / 2
        if method == "clipped_mean" and n >= 5:
            middle = sum(marks) / n
            if "criterion" in self.digits:
                middle = rounded(middle, self.digits["criterion"])
            d = Fraction(self.s.limit)
            value = sum(middle - d if m < middle - d else middle + d if m > middle + d else m for m in marks) / n
        return rounded(value, self.digits["criterion"]) if "criterion" in self.digits else value

    def panel_sum(self, k, method=None):
        parts = [self.share(c) * self.score(k, c, method) for c in self.criteria()]
        if "weighted" in self.digits:
            parts = [rounded(part, self.digits["weighted"]) for part in parts]
        return sum(parts)

    def points(self, k):
        return sum(Fraction(a.points) for a in self.adj if a.kbk == k and a.kind == "points")

    def total(self, k, method=None):
        total = self.panel_sum(k, method) + self.points(k)
        if "final" in self.digits:
            total = rounded(total, self.digits["final"])
        if self.s.floor is not None and total < Fraction(self.s.floor):
            total = Fraction(self.s.floor)
        return total

    def own(self, j, k):
        if not self.whole(j, k):
            return None
        total = sum(self.share(c) * Fraction(self.cells[j, k, c]) for c in self.his(j))
        return total + self.points(k) if self.s.method in RANKING else total

    def own_place(self, j, k, mean=False):
        if k not in self.ranked or self.own(j, k) is None or (j in self.counting and j not in self.panel):
            return None
        totals = [self.own(j, x) for x in self.ranked if self.own(j, x) is not None]
        better = sum(t > self.own(j, k) for t in totals)
        equal = sum(t == self.own(j, k) for t in totals)
        return better + 1 + (Fraction(equal - 1, 2) if mean else 0)

    # --- order
    def order(self):
        """A list of (members, how each was decided)."""
        if self.s.method == "skating":
            groups, alone = self.skate(), "skating"
        elif self.s.method == "rank_sum":
            self.sums = {k: sum(self.own_place(j, k, mean=True) for j in self.panel) for k in self.ranked}
            groups, alone = self.by({k: -self.sums[k] for k in self.ranked}), "total"
        else:
            groups, alone = self.by({k: self.total(k) for k in self.ranked}), "total"
        result = []
        for group in groups:
            result += [(group, alone)] if len(group) == 1 else self.chain(group, list(self.s.ties))
        return result

    def by(self, value):
        return [[k for k in value if value[k] == v] for v in sorted(set(value.values()), reverse=True)]

    def skate(self):
        places = {k: [self.own_place(j, k) for j in self.panel] for k in self.ranked}
        majority, left, result = len(self.panel) // 2 + 1, list(self.ranked), []
        for t in range(1, len(self.ranked) + 1):
            while True:
                here = [k for k in left if sum(p <= t for p in places[k]) >= majority]
                if not here:
                    break
                for u in range(t, len(self.ranked) + 1):
                    most = max(sum(p <= u for p in places[k]) for k in here)
                    here = [k for k in here if sum(p <= u for p in places[k]) == most]
                    least = min(sum(p for p in places[k] if p <= u) for k in here)
                    here = [k for k in here if sum(p for p in places[k] if p <= u) == least]
                result.append(here)
                left = [k for k in left if k not in here]
        return result

    def chain(self, group, steps):
        if len(group) == 1:
            raise AssertionError
        if not steps:
            return [(group, "shared")]
        step, rest = steps[0], steps[1:]
        ranking = self.s.method in RANKING
        value = dict.fromkeys(group, 0)
        if step.startswith("criterion:"):
            value = {k: self.score(k, step[10:]) for k in group}
        elif step == "majority" and len(group) == 2:
            a, b = group
            both = [(self.own(j, a), self.own(j, b)) for j in self.panel if self.whole(j, a) and self.whole(j, b)]
            value = {a: sum(x > y for x, y in both), b: sum(y > x for x, y in both)}
        elif step == "untrimmed" and not ranking:
            value = {k: self.total(k, "mean") for k in group}
        elif step == "panel" and not ranking:
            value = {k: self.panel_sum(k) for k in group}
        elif step == "countback":
            value = {k: [[self.own_place(j, k) for j in self.panel].count(n + 1) for n in range(40)] for k in group}
            value = {k: tuple(v) for k, v in value.items()}
        elif step == "chair":
            given = {a.kbk: -a.points for a in self.adj if a.kind == "chair"}
            if all(k in given for k in group):
                value = {k: given[k] for k in group}
        result = []
        for part in self.by(value):
            result += [(part, step)] if len(part) == 1 else self.chain(part, rest)
        return result

    # --- what is printed
    def places(self):
        """KBK -> (printed, standard)."""
        result, before = {}, 0
        for index, (group, _step) in enumerate(self.groups):
            mean = before + Fraction(len(group) + 1, 2)
            printed = {"standard": before + 1, "dense": index + 1, "fractional": mean}[self.s.places]
            result.update(dict.fromkeys(group, (printed, before + 1)))
            before += len(group)
        return result

    def final(self, k):
        if self.s.method == "skating":
            return None
        return self.sums[k] if self.s.method == "rank_sum" else self.total(k)

    def awards(self, k):
        if not self.complete:
            return []
        printed, standard = self.places()[k]
        names, reached = [], []
        if self.s.method not in RANKING:
            reached = [a.min for a in self.e.award if a.min is not None and self.final(k) >= Fraction(a.min)]
        for a in self.e.award:
            fits = a.place is not None and a.place == (standard if self.s.places == "fractional" else printed)
            fits = fits or (a.min is not None and a.min in reached and a.min == max(reached))
            if a.criterion is not None:
                fits = all(self.score(k, a.criterion) >= self.score(x, a.criterion) for x in self.ranked)
            if fits:
                names.append(a.name)
        return names

    def advancing(self):
        cut = self.e.cut
        if cut is None or not self.complete:
            return None
        going = [k for k in self.ranked if self.places()[k][1] <= cut.top]
        if cut.ties == "all" and going and self.s.method != "skating":
            last = sorted((self.final(k) for k in self.ranked), reverse=self.s.method != "rank_sum")[: cut.top][-1]
            going += [k for k in self.ranked if self.final(k) == last and k not in going]
        if cut.ties == "all" and self.s.method == "skating":
            before, going = 0, []
            for group in self.skate():
                going += group if before < cut.top else []
                before += len(group)
        return set(going)

    def result(self):
        places, going = self.places(), self.advancing()
        group_of = {k: (group, step) for group, step in self.groups for k in group}
        rows = []
        for kbk in self.e.kbk:
            k = kbk.id
            placed = k in places
            rows.append(
                {
                    "place": places[k][0] if placed else None,
                    "kbk": k,
                    "total": self.final(k) if placed else None,
                    "awards": self.awards(k) if placed else [],
                    "decided_by": group_of[k][1] if placed else None,
                    "shared_with": [x for x in group_of[k][0] if x != k] if placed else [],
                    "status": self.out.get(k) or self.status[k],
                    "criteria": {} if k in self.out else {c: self.score(k, c) for c in self.criteria()},
                    "juri": {}
                    if k in self.out
                    else {
                        j.id: (self.own(j.id, k), self.own_place(j.id, k, self.s.method == "rank_sum"))
                        for j in self.e.juri
                    },
                    "advances": None if going is None else k in going,
                }
            )
        position = [k.id for k in self.e.kbk]
        rows.sort(
            key=lambda r: (
                0 if r["place"] is not None else 2 if r["kbk"] in self.out else 1,
                places[r["kbk"]][1] if r["kbk"] in places else 0,
                position.index(r["kbk"]),
            )
        )
        return {"complete": self.complete, "fault": self.fault, "rows": rows}
