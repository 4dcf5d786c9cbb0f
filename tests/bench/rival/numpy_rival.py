"""The same work by numpy's own routines, on the values that the core wrote.

    numpy_rival.py rank FILE    weighed by each of the weights and put in order
    numpy_rival.py draw FILE    10,000 draws of weights and missing facts

One line of JSON: the answers, and the milliseconds by the median.
"""

import json
import statistics
import sys
import time

import numpy as np

BUDGET = 0.3
COLUMNS, CASES = 25, 20
ROWS, DRAWS = 60, 10_000


def timed(cases, work):
    """Milliseconds a case: the median over passes of all cases, the first left out."""
    start, passes = time.perf_counter(), []
    while len(passes) < 3 or time.perf_counter() - start < BUDGET:
        begun = time.perf_counter()
        for case in range(cases):
            work(case)
        passes.append((time.perf_counter() - begun) * 1e3 / cases)
    return statistics.median(passes[1:])


def rank(numbers):
    values = numbers[: -CASES * COLUMNS].reshape(COLUMNS, -1)
    weights = numbers[-CASES * COLUMNS :].reshape(CASES, COLUMNS)

    def order(case):
        shares = weights[case] / weights[case].sum()
        return np.argsort(-(shares @ values))

    return [int(order(case)[0]) for case in range(CASES)], timed(CASES, order)


def draw(numbers):
    low, high = numbers.reshape(2, ROWS, -1)
    missing = np.argwhere(low < high)
    rows, columns = missing[:, 0], missing[:, 1]
    # Adds what was drawn for each missing fact to its row.
    spread = np.zeros((len(rows), ROWS))
    spread[np.arange(len(rows)), rows] = 1.0
    least, span = low[rows, columns], (high - low)[rows, columns]
    known = np.where(low < high, 0.0, low).T.copy()
    random = np.random.default_rng(1)
    ones = np.ones(low.shape[1])

    def counts(_):
        weights = random.dirichlet(ones, DRAWS)
        drawn = least + span * random.random((DRAWS, len(rows)))
        scores = weights @ known + (weights[:, columns] * drawn) @ spread
        order = np.argsort(-scores, axis=1)
        places = order * ROWS + np.arange(ROWS)
        return np.bincount(places.ravel(), minlength=ROWS * ROWS)

    first = counts(0).reshape(ROWS, ROWS)[:, 0] / DRAWS
    return first.tolist(), timed(1, counts)


work = {"rank": rank, "draw": draw}[sys.argv[1]]
first, ms = work(np.fromfile(sys.argv[2], dtype="<f8"))
print(json.dumps({"first": first, "ms": ms}))
