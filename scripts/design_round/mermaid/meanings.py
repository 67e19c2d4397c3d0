"""What Mermaid says of a diagram that it can read and that means nothing, in the words of its author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from design_round.floor.closest import closest
from design_round.mermaid.slips.scene import shortened

if TYPE_CHECKING:
    from design_round.mermaid.parser import Verdict


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Mermaid's sentence as a pattern, and what to say instead; `{0}` is what the pattern captured first.

    `names` finds the names of the diagram among which the captured one was meant.
    """

    said: str
    message: str
    remedy: str
    names: str = ""


_BRANCHES = r"^\s*branch\s+\"?([\w./-]+)"
_PLACES = r"^\s*(?:service|group|junction)\s+([\w-]+)"
_ACTORS = r"^\s*(?:create\s+)?(?:participant|actor)\s+([\w-]+)|^\s*(\w[\w ]*?)\s*(?:<?<?-?->>?|--?[x)])"

_MEANINGS = (
    _Meaning(
        r"inactivate an inactive participant \((.*)\)",
        "'{0}' is deactivated here and is not active",
        "Activate it before, by 'activate' or a '+' after an arrow",
        _ACTORS,
    ),
    _Meaning(
        r'checkout branch which is not yet created.*"branch (.+)"',
        "the branch '{0}' is not created before this line",
        "Create it on a line before, or correct its name: branch {0}",
        _BRANCHES,
    ),
    _Meaning(
        r'create an existing branch.*"checkout (.+)"',
        "the branch '{0}' exists already",
        "Go to it with 'checkout {0}', or give the new one another name",
    ),
    _Meaning(
        r"Branch to be merged \((.+?)\) does not exist",
        "the branch '{0}' that is merged is not created before this line",
        "Create it on a line before, or correct its name: branch {0}",
        _BRANCHES,
    ),
    _Meaning(
        r"Branch to be merged \((.+?)\) has no commits",
        "the branch '{0}' that is merged has no commits",
        "Commit on it before it is merged",
    ),
    _Meaning(
        r"Current branch \((.+?)\) ?has no commits",
        "the branch '{0}' has no commits into which another could be merged",
        "Commit on it before the merge",
    ),
    _Meaning(
        r"Cannot merge branch '?(.*?)'? into itself|Cannot merge a branch to itself()",
        "a branch is merged into itself here",
        "Name the other branch, or go to the one that it is merged into: checkout NAME",
    ),
    _Meaning(
        r"Both branches have same head",
        "there is nothing to merge: both branches end in the same commit",
        "Commit on the branch before it is merged",
    ),
    _Meaning(
        r"Commit with id: ?(\S+?),? already exists",
        "there is a commit '{0}' already",
        "Give each commit an id of its own",
    ),
    _Meaning(
        r"(?:service|group|junction) id \[(.+?)\] is already in use",
        "there is something named '{0}' already",
        "Give each service, group and junction a name of its own",
    ),
    _Meaning(
        r"\[(.+?)\]'s parent does not exist",
        "'{0}' stands in a group that no line before has declared",
        "Declare the group on a line before, or correct its name behind 'in'",
    ),
    _Meaning(
        r"\[(.+?)\]'s parent is not a group",
        "'{0}' stands in something that is no group",
        "Name a group behind 'in', or declare what stands there as a group",
    ),
    _Meaning(
        r"\[(.+?)\] cannot be placed within itself",
        "'{0}' stands in itself",
        "Name another group behind 'in', or leave it out",
    ),
    _Meaning(
        r"-hand id \[(.+?)\] does not yet exist",
        "the edge needs '{0}', which no line before has declared",
        "Declare it as a service, group or junction before the edge, or correct its name",
        _PLACES,
    ),
    _Meaning(
        r"-hand id \[(.+?)\] is modified to traverse",
        "'{0}{{group}}' leads over the border of a group, and the edge crosses none",
        "Take '{{group}}' out, or lead the edge to something in another group",
    ),
    _Meaning(
        r'No parent could be found for \("(.*?)"\)',
        "'{0}' stands beside the root, and a mind map has one root",
        "Indent the line below the root; a mind map has one",
    ),
    _Meaning(
        r'Items without section detected.*\("?(.*?)"?\)',
        "'{0}' stands under no column",
        "Indent it below a line that is a column",
    ),
    _Meaning(
        r'"(.*)" has invalid value: (\S+?)\. Negative values',
        "'{0}' has the value {1}, and a pie has no slice below zero",
        "Write a value of zero or more; a pie cannot show a loss",
    ),
    _Meaning(
        r"block (\d+) - (\d+) is not contiguous. It should start from (\d+)",
        "the field {0}-{1} does not begin at bit {2}, behind the field before it",
        "Begin each field at the bit after the one before it ended",
    ),
    _Meaning(
        r"block (\d+) - (\d+) is invalid. End must be greater",
        "the field {0}-{1} ends before it begins",
        "Write the smaller bit first",
    ),
    _Meaning(r"Cannot have a zero bit field", "a field of no bits cannot be drawn", "Give the field at least one bit"),
    _Meaning(
        r"Missing entry for axis (\S+)",
        "the curve has no value for the axis '{0}'",
        "Give the curve a value for each of the axes, or correct the axis's name",
    ),
    _Meaning(
        r"unknown set identifier: (.+?)\.?$",
        "the set '{0}' is not declared before this line",
        "Declare it on a line before: set {0}",
        r"^\s*set\s+\"?(\w+)",
    ),
    _Meaning(
        r"(?:created|destroyed) participant (\S+) does not have an associated",
        "no message follows that creates or destroys '{0}'",
        "Let the next line be a message to it, or from it where it is destroyed",
    ),
    _Meaning(
        r"only be defined in one Box: (\S+) can't",
        "'{0}' is declared in two boxes",
        "Declare the participant in one box only",
    ),
    _Meaning(
        r"actors with the same id",
        "a participant is created that was there before",
        "Create it under another name: create participant B2 as B",
    ),
    _Meaning(
        r"index (\d+) for linkStyle is out of bounds.*between 0 and (-?\d+)",
        "linkStyle names the edge {0}, and those before this line are 0 to {1}",
        "Count the edges from 0, in the order they are written",
    ),
    _Meaning(
        r"Edge limit exceeded\. (\d+) edges",
        "the diagram has {0} edges, and Mermaid draws at most 500",
        "Split the diagram: Mermaid draws at most 500 edges",
    ),
    _Meaning(
        r"missed comma between flow collection entries|expected the node content, but found ','",
        "the values in these braces are not separated by one comma each",
        "Write key: value pairs in the braces, separated by commas",
    ),
    _Meaning(
        r"end of the stream|unexpected end of",
        "a brace or quotation mark of these values is not closed",
        "Close it on its line",
    ),
    _Meaning(
        r"must be between 0-1 .*Received: (\S+)",
        "{0} is no place on the map: both numbers lie between 0 and 1",
        "Write both as parts of 1, such as [0.8, 0.3]",
    ),
)


def in_own_words(text: str, verdict: Verdict) -> tuple[str, str] | None:
    """Message and remedy for a sentence of Mermaid's that is known; None for any other."""
    for meaning in _MEANINGS:
        if match := re.search(meaning.said, verdict.message.replace("\n", " ")):
            parts = [shortened(part or "") for part in match.groups()]
            message, remedy = meaning.message.format(*parts), meaning.remedy.format(*parts)
            others = _names(text, meaning.names) - set(parts)
            return message + (closest(parts[0], others) if others and parts else ""), remedy
    return None


def _names(text: str, pattern: str) -> set[str]:
    found = re.finditer(pattern, text, re.MULTILINE) if pattern else ()
    return {name for match in found for name in match.groups() if name} | ({"main"} if pattern == _BRANCHES else set())
