"""Recall against the bytes that a vector takes in memory: codes, codes with re-scoring, and a graph on a disk."""

import heapq

import numpy as np

from design_round.plots import Axis, Chart, Line, Points

VECTORS, QUERIES, COMPONENTS, GROUPS, NEIGHBOURS = 8_000, 100, 64, 20, 10
CODES, RESCORED, LINKS, BEAM = (4, 8, 16, 32), 50, 24, 50
# Bytes of a code; vectors re-scored exactly; links a node; nodes a walk opens.
LATENT = 10  # numbers behind all components, where the vectors are made to have less freedom than components


def make_vectors(rng: np.random.Generator, freedom: int = COMPONENTS) -> tuple[np.ndarray, np.ndarray]:
    """Vectors in groups, variance falling from component to component, turned at random; queries "
    "from the same groups."""
    scale = np.arange(1, COMPONENTS + 1) ** -0.35
    scale[freedom:] *= 0.1
    turn = np.linalg.qr(rng.normal(size=(COMPONENTS, COMPONENTS)))[0]  # spreads variance over all sub-spaces
    centres = rng.normal(size=(GROUPS, COMPONENTS)) * scale
    group = rng.integers(0, GROUPS, size=VECTORS + QUERIES)
    cloud = (centres[group] + 0.9 * rng.normal(size=(len(group), COMPONENTS)) * scale) @ turn
    return cloud[:VECTORS].astype(np.float32), cloud[VECTORS:].astype(np.float32)


def distances(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Squared distance of each row of one to each row of the other."""
    return (one**2).sum(1)[:, None] - 2 * one @ other.T + (other**2).sum(1)[None, :]


def k_means(points: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Six rounds of Lloyd's algorithm on a quarter of the points."""
    points = points[rng.choice(len(points), len(points) // 4, replace=False)]
    centres = points[rng.choice(len(points), count, replace=False)]
    for _ in range(6):
        nearest = distances(points, centres).argmin(1)
        for index in np.unique(nearest):
            centres[index] = points[nearest == index].mean(0)
    return centres


def product_codes(base: np.ndarray, queries: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Distance of each query to each vector kept as `size` bytes, one of 256 centroids in each sub-space."""
    total = np.zeros((len(queries), len(base)), np.float32)
    for part in np.split(np.arange(COMPONENTS), size):
        book = k_means(base[:, part], 256, rng)
        total += distances(queries[:, part], book)[:, distances(base[:, part], book).argmin(1)]
    return total


def recall(found: np.ndarray, true: np.ndarray) -> float:
    """Share of the true ten that were found, in percent."""
    return 100 * float(np.mean([len(set(a) & set(b)) / NEIGHBOURS for a, b in zip(found, true, strict=True)]))


def depth(guide: np.ndarray, exact: np.ndarray, wanted: int = NEIGHBOURS) -> float:
    """How many of the best by code hold 95% of so many true neighbours."""
    ranks = guide.argsort(1).argsort(1)
    return float(np.quantile(np.take_along_axis(ranks, exact.argsort(1)[:, :wanted], 1), 0.95)) + 1


def with_less_freedom(rng: np.random.Generator) -> tuple[float, float]:
    """Recall of codes of 8 bytes alone, and their depth, on vectors whose variance lies in few directions."""
    base, queries = make_vectors(rng, LATENT)
    exact = distances(queries, base)
    guide = product_codes(base, queries, 8, rng)
    true = exact.argsort(1)[:, :NEIGHBOURS]
    return recall(guide.argsort(1)[:, :NEIGHBOURS], true), depth(guide, exact)


def rescore(candidates: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """The ten best of each row's candidates by exact distance."""
    order = np.take_along_axis(exact, candidates, 1).argsort(1)[:, :NEIGHBOURS]
    return np.take_along_axis(candidates, order, 1)


def link(base: np.ndarray, rng: np.random.Generator) -> list[list[int]]:
    """Links to near and a few random nodes, thinned so that none is much nearer to a kept one than "
    "to its node; both ways."""
    both: list[set[int]] = [set() for _ in base]
    for start in range(0, len(base), 1000):
        block = distances(base[start : start + 1000], base)
        near = np.hstack([block.argpartition(40, axis=1)[:, :41], rng.integers(0, len(base), (len(block), 23))])
        own = np.take_along_axis(block, near, 1)
        near, own = np.take_along_axis(near, own.argsort(1), 1), np.sort(own, 1)
        for row in range(len(block)):
            between, alive, kept = distances(base[near[row]], base[near[row]]), near[row] != start + row, 0
            for step in range(near.shape[1]):
                if alive[step] and kept < LINKS:
                    kept += 1
                    both[start + row].add(int(near[row, step]))
                    both[int(near[row, step])].add(start + row)
                    alive &= 1.44 * between[step] >= own[row]
    return [sorted(row) for row in both]


def open_nodes(graph: list[list[int]], guide: list[float], start: int) -> tuple[list[int], int]:
    """Nodes that a walk guided by codes reads from the disk, with vector and links; and how many codes it compared."""
    seen, frontier, opened = {start}, [(guide[start], start)], []
    while frontier and len(opened) < BEAM:
        _, node = heapq.heappop(frontier)
        opened.append(node)
        for other in graph[node]:
            if other not in seen:
                seen.add(other)
                heapq.heappush(frontier, (guide[other], other))
    return opened, len(seen)


def draw() -> Chart:
    rng = np.random.default_rng(20261121)
    base, queries = make_vectors(rng)
    exact, graph = distances(queries, base), link(base, rng)
    true = exact.argsort(1)[:, :NEIGHBOURS]
    middle = int(((base - base.mean(0)) ** 2).sum(1).argmin())
    alone, again, disk = [], [], []
    for size in CODES:
        guide = product_codes(base, queries, size, rng)
        if size == 8:
            deep = [depth(guide[:, :count], exact[:, :count]) for count in (1_000, VECTORS)]
        if size == 16:
            ten, *hundred = (depth(guide, exact), *(depth(guide[:, :n], exact[:, :n], 100) for n in (2_000, VECTORS)))
        order = guide.argsort(1)
        alone.append(recall(order[:, :NEIGHBOURS], true))
        again.append(recall(rescore(order[:, :RESCORED], exact), true))
        reads, compared = zip(*(open_nodes(graph, row, middle) for row in guide.tolist()), strict=True)
        disk.append(recall(rescore(np.array(reads), exact), true))
    step = (base.max(0) - base.min(0)) / 255  # scalar quantisation: one byte a component
    small = (base.min(0) + step * np.round((base - base.min(0)) / step)).astype(np.float32)
    alone.append(recall(distances(queries, small).argsort(1)[:, :NEIGHBOURS], true))
    easier, shallow = with_less_freedom(rng)
    links = float(np.mean([len(row) for row in graph]))
    opened = np.array([open_nodes(graph, row, middle)[0] for row in exact.tolist()])
    full, whole = recall(rescore(opened, exact), true), 4 * COMPONENTS + 4 * links
    return Chart(
        title="Recall of the ten nearest against bytes of memory for a vector, 8,000 vectors of 256 bytes",
        description=(
            f"Product codes alone find {alone[0]:.0f}% of the true ten at 4 bytes, {alone[1]:.0f}% at 8, "
            f"{alone[2]:.0f}% at 16 and {alone[3]:.0f}% at 32; one byte a component, 64 bytes, finds {alone[4]:.0f}%. "
            f"Re-scoring the best {RESCORED} with full vectors kept outside memory lifts that to {again[0]:.0f}%, "
            f"{again[1]:.0f}%, {again[2]:.0f}% and {again[3]:.0f}%. With 8 bytes, 95% of the true ten lie within the "
            f"best {deep[0]:.0f} of the first 1,000 vectors, and within the best {deep[1]:.0f} of all; with 16 bytes, "
            f"within the best {ten:.0f}. A list of a hundred goes deeper: with 16 bytes 95% of the true hundred lie "
            f"within the best {hundred[0]:.0f} of 2,000 vectors and {hundred[1]:.0f} of all. What decides is that the "
            f"variance is spread over all components: where {LATENT} directions hold nearly all of it, 8 bytes alone "
            f"find {easier:.0f}%, and 95% of the ten lie within the best {shallow:.0f}. A graph on a disk that uses "
            f"the codes only to choose which {BEAM} nodes to read has {disk[0]:.0f}%, {disk[1]:.0f}%, {disk[2]:.0f}% "
            f"and {disk[3]:.0f}%, and compares {np.mean(compared):,.0f} codes instead of all. The same graph wholly "
            f"in memory takes {whole:.0f} bytes a vector and finds {full:.0f}%."
        ),
        x=Axis("bytes of memory for a vector", log=True, low=3, high=500),
        y=Axis("recall of the ten nearest", low=0, high=100, unit="%"),
        series=[
            Line("codes alone", (*CODES, COMPONENTS), np.array(alone), role="second"),
            Line(f"best {RESCORED} re-scored", CODES, np.array(again), role="first"),
            Line(f"graph on disk, {BEAM} reads", CODES, np.array(disk), role="third", dashed=True),
            Points("graph in memory", [whole], [full], role="fourth"),
        ],
    )
