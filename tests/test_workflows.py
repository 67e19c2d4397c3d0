"""What runs a stranger's code in the workflows has no rights worth stealing, and leaves nothing for later runs."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT

FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}\Z")
# What hands a stranger's pull request the rights of the repository.
TRUSTING = {"pull_request_target", "workflow_run", "issue_comment", "issues"}
NOT_FOR_REQUESTS = "github.event_name != 'pull_request'"
CODE = ("make ", "python", "pytest", "npm ", "pip ", "bash ", "./")

Workflow = dict[Any, Any]


def read(path: Path) -> Workflow:
    loaded: Workflow = yaml.safe_load(path.read_text("utf-8"))
    # YAML 1.1 takes the key `on` for a truth value.
    loaded["on"] = loaded.pop(True)
    return loaded


def faults(workflow: Workflow) -> set[str]:
    """What a stranger's code could use, each as a sentence."""
    found = set()
    if workflow.get("permissions") != {"contents": "read"}:
        found.add("the workflow does not begin with 'permissions: contents: read'")
    found |= {f"'{event}' runs with the repository's rights" for event in TRUSTING & set(workflow["on"])}
    for name, job in workflow["jobs"].items():
        reached = "pull_request" in workflow["on"] and NOT_FOR_REQUESTS not in job.get("if", "")
        found |= {f"{name}: {each}" for each in job_faults(job, reached=reached)}
    return found


def job_faults(job: Workflow, *, reached: bool) -> set[str]:
    """The same for one job; `reached` where a pull request starts it."""
    found = set()
    writes = [right for right, level in job.get("permissions", {}).items() if level == "write"]
    text = yaml.safe_dump(job)
    if writes and (reached or runs_the_repository(job)):
        found.add("it may write and runs the repository's code")
    if (reached or runs_the_repository(job)) and re.search(r"secrets\.|github\.token|GITHUB_TOKEN", text):
        found.add("it knows a token")
    for step in job["steps"]:
        uses = str(step.get("uses", ""))
        if uses and not PINNED.match(uses):
            found.add(f"'{uses}' is not pinned to a commit")
        if uses.startswith("actions/checkout@") and step.get("with", {}).get("persist-credentials") is not False:
            found.add("its checkout keeps credentials")
        saves = re.match(r"actions/cache(/save)?@", uses)
        if reached and saves and NOT_FOR_REQUESTS not in str(step.get("if", "")):
            found.add("a pull request saves to a cache")
    return found


def runs_the_repository(job: Workflow) -> bool:
    """Whether the job takes the repository out, or runs a program of it."""
    return any(
        str(step.get("uses", "")).startswith("actions/checkout@") or str(step.get("run", "")).startswith(CODE)
        for step in job["steps"]
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_strangers_code_has_no_rights(path: Path) -> None:
    """Read-only, without secrets and credentials, every action pinned, and no cache written by a pull request."""
    assert faults(read(path)) == set()


def test_the_job_that_publishes_runs_no_code_of_the_repository() -> None:
    """It hands on what was built of main, and exists for main alone."""
    job = read(ROOT / ".github/workflows/site.yml")["jobs"]["publish"]

    assert job["if"] == f"github.ref == 'refs/heads/main' && {NOT_FOR_REQUESTS}"
    assert [step["uses"].partition("@")[0] for step in job["steps"]] == ["actions/deploy-pages"]


def planted() -> dict[str, tuple[Workflow, str]]:
    """Slips in the site's workflow, each with what is said of it."""
    good = read(ROOT / ".github/workflows/site.yml")
    build = good["jobs"]["build"]["steps"]
    cache = next(index for index, step in enumerate(build) if "cache/save" in step.get("uses", ""))

    def changed(change: Any) -> Workflow:
        workflow = copy.deepcopy(good)
        change(workflow, workflow["jobs"]["build"])
        return workflow

    return {
        "write by default": (changed(lambda w, _: w.update(permissions="write-all")), "the workflow does not begin"),
        "trusting event": (
            changed(lambda w, _: w["on"].update(pull_request_target=None)),
            "'pull_request_target' runs",
        ),
        "right to write": (changed(lambda _, b: b.update(permissions={"contents": "write"})), "build: it may write"),
        "secret": (changed(lambda _, b: b["env"].update(KEY="${{ secrets.KEY }}")), "build: it knows a token"),
        "kept credentials": (changed(lambda _, b: b["steps"][0]["with"].clear()), "build: its checkout keeps"),
        "cache of everybody": (changed(lambda _, b: b["steps"][cache].pop("if")), "build: a pull request saves"),
        "action by its tag": (
            changed(lambda _, b: b["steps"][0].update(uses="actions/checkout@v5")),
            "build: 'actions/checkout@v5' is not pinned",
        ),
        "code where the site is published": (
            changed(lambda w, _: w["jobs"]["publish"]["steps"].append({"run": "make site"})),
            "publish: it may write",
        ),
    }


PLANTED = planted()


@pytest.mark.parametrize("name", PLANTED)
def test_a_slip_in_a_workflow_is_found(name: str) -> None:
    """Each right that a stranger's code could gain is seen."""
    workflow, expected = PLANTED[name]

    assert [each for each in faults(workflow) if each.startswith(expected)] != []


def zizmor(path: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("zizmor")
    command = [program, "--offline", "--no-progress", "--no-config", path]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)


def test_zizmor_has_nothing_to_say() -> None:
    """The linter of workflows finds no known weakness, asking nobody on the network."""
    done = zizmor(ROOT / ".github/workflows")

    assert (done.returncode, done.stdout) == (0, done.stdout), done.stdout


def test_zizmor_would_have_said_something(tmp_path: Path) -> None:
    """A title of a pull request that reaches a shell is found."""
    path = tmp_path / ".github/workflows/bad.yml"
    path.parent.mkdir(parents=True)
    run = "echo ${{ github.event.pull_request.title }}"
    path.write_text(
        "name: Bad\non: pull_request_target\njobs:\n  build:\n    runs-on: ubuntu-24.04\n"
        f"    steps:\n      - run: {run}\n",
        "utf-8",
    )

    done = zizmor(path)

    assert done.returncode != 0
    assert "template-injection" in done.stdout
