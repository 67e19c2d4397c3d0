"""What became of one address outside the site."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

Kind = Literal["alive", "dead", "unsure", "insecure"]

# Answers that say more about the asker than about the page: too many requests, no robots, log in first, try later.
_UNSURE = frozenset({401, 402, 403, 405, 406, 407, 408, 409, 421, 423, 425, 429, 451, 999})


@dataclass(frozen=True, slots=True)
class Outcome:
    """`moved_to` is where permanent redirects lead; `fragments` says of each asked fragment whether it exists."""

    kind: Kind
    detail: str = ""
    status: int = 0
    moved_to: str = ""
    fragments: dict[str, bool] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data for the cache."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Outcome:
        """The outcome that `as_json` wrote; raises `ValueError` for anything else."""
        try:
            outcome = cls(**data)
        except TypeError as error:
            raise ValueError(str(error)) from None
        if outcome.kind not in get_args(Kind) or not isinstance(outcome.fragments, dict):
            message = f"not an outcome: {data}"
            raise ValueError(message)
        return outcome


def judge_status(status: int) -> Kind:
    """What a final status means. Whatever a later or another visitor might be answered otherwise is unsure."""
    if status < 400:
        return "alive"
    return "unsure" if status in _UNSURE or status >= 500 else "dead"
