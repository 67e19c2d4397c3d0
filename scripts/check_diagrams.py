"""Check every Mermaid diagram of files and folders: design_round/mermaid/check_command.py."""

from __future__ import annotations

from design_round.floor.launching import launch

from design_round.mermaid.check_command import main

if __name__ == "__main__":
    launch(main)
