"""What `check_sources.py` looks for, as `--explain` tells it."""

from __future__ import annotations

from design_round.floor.findings import Rule

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "ledger-syntax",
            "The ledger cannot be read as BibTeX.",
            "Every reference manager reads BibTeX; a ledger that none can read is lost to the next keeper.",
            "write each entry as '@kind{key, field = {value}, …}', with a comma after each field",
        ),
        Rule(
            "missing-field",
            "An entry lacks a field that its kind needs.",
            "A reader must be able to find the source, and to judge who says it and when somebody last looked.",
            "look the source up and add the field",
        ),
        Rule(
            "unknown-field",
            "An entry has a field, or is of a kind, that the ledger does not know.",
            "A misspelt field is a field that is missing, and nothing would say so.",
            "correct the name, or remove the field",
        ),
        Rule(
            "field-form",
            "A year, date, DOI, arXiv number, address or topic does not have its form.",
            "An identifier with a slip leads nowhere, or to another work.",
            "copy it anew from the source's own page",
        ),
        Rule(
            "unsorted-ledger",
            "An entry stands before one whose key comes earlier.",
            "In a sorted file two additions merge without a conflict, and a key is found by eye.",
            "move the entry to its place by key",
        ),
        Rule(
            "duplicate-source",
            "Two entries have the same identifier, address or title.",
            "The same work under two keys is numbered twice on a page and checked once.",
            "keep one entry and cite its key everywhere",
        ),
        Rule(
            "unknown-source",
            "A page cites a key that neither the ledger nor the page knows.",
            "A reader would see the key in brackets and no source.",
            "correct the key, or add the source to the ledger",
        ),
        Rule(
            "uncited-source",
            "No page cites the entry, and it does not say which chapter awaits it.",
            "An entry that nobody needs is still looked up every year.",
            "cite it, remove it, or name the coming chapter in 'awaits'",
        ),
        Rule(
            "awaited-source",
            "A page cites the entry, which still says that it awaits one.",
            "'awaits' lists what is left to write; it must not list what is written.",
            "remove 'awaits' from the entry",
        ),
        Rule(
            "outside-ledger",
            "A page's own footnote holds an address.",
            "A source described on a page is not checked again with the others, nor listed with them.",
            "move it into the ledger and cite it by key",
        ),
        Rule(
            "stale-source",
            "The source was last looked up more than a year ago.",
            "Pages move, papers are corrected and numbers age.",
            "open the source, compare what the pages say with it, and set 'checked' to today",
        ),
        Rule(
            "uncited-claim",
            "A paragraph names a company or a paper and a figure, and cites nothing.",
            "A number that somebody measured somewhere is only worth what its source is.",
            "cite the source, or say in the paragraph that the number is an assumption or an estimate of the guide",
        ),
        Rule(
            "title-differs",
            "With --online: the DOI or arXiv number belongs to a work with another title.",
            "One wrong digit cites another paper, and no reader would notice.",
            "look the identifier up by the title and correct the one that is wrong",
        ),
        Rule(
            "lookup-failed",
            "With --online: the identifier or address could not be looked up.",
            "A source that cannot be opened supports nothing.",
            "open it in a browser; where it has moved, correct the address, where it is gone, replace the source",
        ),
    )
}


def remedy(name: str) -> str:
    """The remedy of a rule, for a finding that has nothing more to say."""
    return RULES[name].remedy
