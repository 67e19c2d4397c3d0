"""Where the parts of a checkout lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = ROOT / "scripts"
CODE = SCRIPTS / "design_round"
CACHE = ROOT / ".cache"
NODE_MODULES = ROOT / "node_modules"
