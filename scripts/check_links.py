"""Check every link of a built site: design_round/links/command.py."""

from __future__ import annotations

from design_round.floor.launching import launch

from design_round.links.command import main

if __name__ == "__main__":
    launch(main)
