"""Cost a day of training and of staleness, against the interval between trainings."""

import numpy as np

from design_round.plots import Axis, Chart, Line, Rule

RUN = 220.0  # dollars for a run with its checks
SLOPE = 20_000 * 0.3 * 0.01 / 3  # dollars a day, lost for each day of age


def draw() -> Chart:
    days = np.geomspace(0.5, 30, 100)
    training, stale = RUN / days, SLOPE * days / 2
    best = float(np.sqrt(2 * RUN / SLOPE))
    cost, half, double = (RUN / each + SLOPE * each / 2 for each in (best, best / 2, best * 2))
    sooner, later = 100 * (half / cost - 1), 100 * (double / cost - 1)
    return Chart(
        title="Cost a day of training and of staleness against the interval between trainings",
        description=(
            "Training falls with the interval, staleness rises with it, and their sum is lowest, at "
            f"${cost:.0f} a day, where both are equal: after {best:.1f} days. The bottom is flat: at half or "
            f"at twice the best interval the sum is {sooner:.0f}% and {later:.0f}% higher, so a convenient "
            "interval near the best will do."
        ),
        x=Axis("days between trainings", log=True),
        y=Axis("dollars a day", low=0, high=450),
        series=[
            Line("both", days, training + stale, role="first"),
            Line("training", days, training, role="second"),
            Line("staleness", days, stale, role="third"),
            Rule(f"{best:.1f} days", x=best),
        ],
    )
