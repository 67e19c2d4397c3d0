"""MkDocs' hooks for the tests of the nets for HTML: what the other checks say of the same pages is let pass.

Loaded before scripts/site_hooks.py, which takes the checks from where they are replaced here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import before_build
import notes.built
import notes.faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from findings import Finding


def nothing(*_: object) -> Iterator[Finding]:
    """What a check says of pages without a fault."""
    return iter(())


before_build.find_form_faults = nothing
notes.faults.find_note_faults = nothing
notes.built.raw_markup_faults = nothing
