"""Plots drawn at build time: a Python file under `plots/` computes the data and says what the chart shows.

The file defines `draw() -> Chart`. Its code is shown beside the plot and is what ran.
"""

from design_round.plots.chart import Axis, Band, Chart, Line, Points, Rule

__all__ = ["Axis", "Band", "Chart", "Line", "Points", "Rule"]
