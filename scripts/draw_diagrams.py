"""Draw every diagram that changed: design_round/mermaid/draw_command.py."""

from __future__ import annotations

from design_round.floor.launching import launch

from design_round.mermaid.draw_command import main

if __name__ == "__main__":
    launch(main)
