"""What a reader's own browser prints of a page, once it has the faces that paper asks for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pdfminer.high_level import extract_text

if TYPE_CHECKING:
    from playwright.sync_api import Page


def printed_text(page: Page) -> str:
    """The text of the printed page, each run of white space a blank.

    Chromium lays a page out for paper when it is told to, and does not wait for a face that is only asked for then:
    printed in another face, ligatures are two letters and a note stands a blank from its word.
    """
    page.evaluate("Promise.all([...document.fonts].map(face => face.load())).then(() => null)")
    return " ".join(extract_text(io.BytesIO(page.pdf())).split())
