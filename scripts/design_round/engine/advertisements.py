"""Silences what two dependencies print at every start to advertise their successors.

Material for MkDocs and the redirects plugin print as they are imported. `mkdocs.yml` names `SILENCED`, and MkDocs
imports what its file names before it looks at themes and plugins.
"""

from __future__ import annotations

import os

for name in ("NO_MKDOCS_2_WARNING", "DISABLE_MKDOCS_2_WARNING"):
    os.environ.setdefault(name, "true")

SILENCED = True
