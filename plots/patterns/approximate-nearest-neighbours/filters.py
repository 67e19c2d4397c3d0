"""Recall under a filter, for three plans with the same number of vectors to compare, by the share that passes."""

import heapq

import numpy as np

from design_round.plots import Axis, Chart, Line

VECTORS, QUERIES, COMPONENTS, GROUPS, NEIGHBOURS = 12_000, 60, 64, 300, 10
LINKS, POOL, BUDGET = 24, 40, 600  # links a node, candidates a node is linked from, vectors compared for a query
SHARES = np.array([0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0])


def make_vectors(rng: np.random.Generator):
    """Vectors in groups, variance falling from component to component, as in embeddings; queries "
    "from the same groups."""
    scale = np.arange(1, COMPONENTS + 1) ** -0.35
    centres = rng.normal(size=(GROUPS, COMPONENTS)) * scale
    group = rng.integers(0, GROUPS, size=VECTORS + QUERIES)
    cloud = (centres[group] + 0.9 * rng.normal(size=(len(group), COMPONENTS)) * scale).astype(np.float32)
    return cloud[:VECTORS], cloud[VECTORS:], group[:VECTORS], group[VECTORS:]


def distances(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Squared distance of each row of one to each row of the other."""
    return (one**2).sum(1)[:, None] - 2 * one @ other.T + (other**2).sum(1)[None, :]


def prune(base: np.ndarray, nodes: np.ndarray, pool: np.ndarray, slack: float = 1.2) -> list[np.ndarray]:
    """Links of each node: from near to far, whoever is not much nearer to a link already kept. -1 pads the pool."""
    rows = []
    for start in range(0, len(nodes), 500):
        node, near = nodes[start : start + 500], pool[start : start + 500]
        points = base[near]
        own = np.where((near < 0) | (near == node[:, None]), np.inf, ((points - base[node][:, None]) ** 2).sum(2))
        order = own.argsort(1)
        near, own = np.take_along_axis(near, order, 1), np.take_along_axis(own, order, 1)
        points = np.take_along_axis(points, order[:, :, None], 1)
        size = (points**2).sum(2)
        between = size[:, :, None] + size[:, None, :] - 2 * points @ points.transpose(0, 2, 1)
        alive, kept = np.isfinite(own), np.zeros(own.shape, bool)
        for step in range(own.shape[1]):
            kept[:, step] = alive[:, step] & (kept.sum(1) < LINKS)
            alive &= ~(kept[:, step, None] & (slack**2 * between[:, step] < own))
        rows += [line[keep] for line, keep in zip(near, kept, strict=True)]
    return rows


def link(base: np.ndarray) -> list[list[int]]:
    """A navigable graph: near neighbours, pruned for direction, linked in both directions and pruned again."""
    nodes = np.arange(len(base))
    blocks = [distances(base[i : i + 1000], base) for i in range(0, len(base), 1000)]
    out = prune(base, nodes, np.vstack([block.argpartition(POOL, axis=1)[:, : POOL + 1] for block in blocks]))
    both: list[list[int]] = [list(row) for row in out]
    for node, row in enumerate(out):
        for other in row:
            both[other].append(node)
    pool = np.full((len(base), 3 * LINKS), -1)
    for node, row in enumerate(both):
        few = list(dict.fromkeys(row))[: 3 * LINKS]
        pool[node, : len(few)] = few
    return [row.tolist() for row in prune(base, nodes, pool)]


def walk(far: list[float], start: int, steps) -> set[int]:
    """Nodes compared by a best-first walk; `steps(node)` gives the nodes that may be compared from there."""
    seen, frontier = {start}, [(far[start], start)]
    while frontier and len(seen) < BUDGET:
        _, node = heapq.heappop(frontier)
        for other in steps(node):
            if other not in seen and len(seen) < BUDGET:
                seen.add(other)
                heapq.heappush(frontier, (far[other], other))
    return seen


def passing_steps(graph: list[list[int]], passes: list[bool], read: list[int]):
    """Neighbours that pass the filter; one that fails gives way to its own that pass, until a node's links are found.

    The links looked at, which cost a test of the filter but no comparison, are counted in `read`.
    """

    def steps(node: int) -> list[int]:
        found = [other for other in graph[node] if passes[other]]
        read.append(len(graph[node]))
        for middle in graph[node]:
            if not passes[middle] and len(found) < LINKS:
                found += [other for other in graph[middle] if passes[other]]
                read.append(len(graph[middle]))
        return found[:LINKS]

    return steps


def recall(far: list[float], seen, true: set[int]) -> float:
    return len(true.intersection(sorted(seen, key=far.__getitem__)[:NEIGHBOURS])) / NEIGHBOURS


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    base, queries, group, asked = make_vectors(rng)
    graph, far = link(base), distances(queries, base)
    rows = far.tolist()
    middle = int(((base - base.mean(0)) ** 2).sum(1).argmin())
    plain = [walk(row, middle, graph.__getitem__) for row in rows]
    curves = {name: [] for name in ("after", "after, by group", "inside", "inside, by group", "short")}
    looked = []  # links that the walk inside looks at, by share
    for share in SHARES:
        results, read = {name: [] for name in curves}, []
        for row, line in enumerate(rows):
            free = rng.random(VECTORS) < share  # the filter knows nothing of the vectors
            open_groups = rng.random(GROUPS) < share  # whole groups pass, the query's own does not
            open_groups[asked[row]] = False
            open_groups[rng.integers(0, GROUPS)] |= not open_groups.any()
            grouped = free if share == 1 else open_groups[group]
            for passes, name in ((free, ""), (grouped, ", by group")):
                match = np.flatnonzero(passes)
                true = set(match[far[row, match].argsort()[:NEIGHBOURS]].tolist())
                hits = [node for node in plain[row] if passes[node]]
                results["after" + name].append(recall(line, hits, true))
                links: list[int] = []
                inside = walk(line, int(rng.choice(match)), passing_steps(graph, passes.tolist(), links))
                results["inside" + name].append(recall(line, inside, true))
                if not name:
                    results["short"].append(len(hits) < NEIGHBOURS)
                    read += links
        for name, values in results.items():
            curves[name].append(100 * float(np.mean(values)))
        looked.append(sum(read) / QUERIES)
    scan = 100 * np.minimum(1, BUDGET / (SHARES * VECTORS))
    one, ten = list(SHARES).index(0.01), list(SHARES).index(0.1)
    return Chart(
        title="Recall of the ten nearest that pass a filter, 600 of 12,000 vectors compared, by the share that passes",
        description=(
            f"Filtering after the search falls steadily: {curves['after'][ten]:.0f}% when a tenth passes, "
            f"{curves['after'][one]:.0f}% at one in a hundred, where {curves['short'][one]:.0f}% of queries have "
            "fewer than ten results. Where whole groups pass and the query's own does not, it is "
            f"{curves['after, by group'][ten]:.0f}% at a tenth already. A walk that compares only passing vectors, "
            f"stepping over the others, holds {min(curves['inside'][ten:]):.0f}% or more down to a tenth and has "
            f"{curves['inside'][one]:.0f}% at one in a hundred, where too few links are left. What decides for it is "
            "that what passes lies scattered: where whole groups pass, whose vectors are linked to each other, and "
            f"the walk begins in one of them, it has {curves['inside, by group'][ten]:.0f}% at a tenth and "
            f"{curves['inside, by group'][one]:.0f}% at one in a hundred. Looking at links is not counted: it looks "
            f"at {looked[ten]:,.0f} a query at a tenth. Scanning what passes is exact up to "
            f"{100 * BUDGET / VECTORS:.0f}% and then runs out of budget."
        ),
        x=Axis("share of vectors that pass", log=True, low=0.5, high=100, unit="%"),
        y=Axis("recall of the ten nearest", low=0, high=100, unit="%"),
        series=[
            Line("scan what passes", 100 * SHARES, scan, role="fourth"),
            Line("inside the walk", 100 * SHARES, np.array(curves["inside"]), role="first"),
            Line("after the search", 100 * SHARES, np.array(curves["after"]), role="second"),
            Line(
                "after, filter by group", 100 * SHARES, np.array(curves["after, by group"]), role="third", dashed=True
            ),
        ],
    )
