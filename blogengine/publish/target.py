"""Where a site goes: a branch of a remote for it alone, or a folder of the branch that the author is on.

Every publish is a commit that names the tree it published. So what stands at the target is known to be ours, from
whichever computer; anything else there is other people's work, and stops the publish. Nothing is ever pushed by force.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from blogengine.errors import Problem, SiteError
from blogengine.publish.git import Entry, Git, refusal

TRAILER: Final = "Published-Tree"
KNOWN: Final = "Known-Warnings"
"""The line of a publish's commit that has the digests of what its build warned of."""
FETCHED: Final = "refs/blogengine/published"
"""Where the remote's branch is kept; the author's own refs are left alone."""
MOST_NAMED: Final = 5
TRIES: Final = 20
PAUSE: Final = 0.1
"""Seconds between two tries."""


USUAL_BRANCH = "gh-pages"
PAGES_FOLDER = "docs"
"""The only folder of a branch that GitHub Pages serves."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Where to publish."""

    remote: str = "origin"
    branch: str | None = None
    """The branch for the site alone, `USUAL_BRANCH` when None; without use when there is a folder."""
    folder: Path | None = None
    """A folder in the work tree, on the branch that the author is on."""
    onto: str | None = None
    """A commit of somebody else's that the author has seen, and publishes over."""


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at the target."""

    git: Git
    top: Path
    """The top of the work tree."""
    remote: str
    branch: str
    prefix: str
    """The folder as git calls it, "docs"; "" for a branch of its own."""
    commit: str | None
    """None when the branch does not exist yet, or has no commit."""
    tree: str | None
    """The tree of what is published; None when nothing is."""
    is_behind: bool = False
    """Whether the remote lacks commits of this branch."""
    known: tuple[str, ...] = ()
    """Digests of the warnings that the last publish went through with."""


def find_base(root: Path, target: Target) -> Base:
    """What stands at the target, fetched; raises `SiteError` when a publish could lose anybody's work."""
    git, top = _repository(root)
    _check_remote(git, target.remote)
    if target.folder is not None:
        _check_folder(git, top, target.folder.resolve(), root.resolve())
        base = _in_folder(git, top, target, target.folder)
    else:
        base = _on_branch(git, top, target)
    last = _last_commit(base)
    _check_ours(base, target, last)
    return msgspec.structs.replace(base, known=tuple(_trailer(base.git, KNOWN, last).split())) if last else base


def commit(base: Base, files: Mapping[str, str], message: str, known: Iterable[str] = ()) -> str | None:
    """A commit of what will be published, in git's store alone; None when it would change nothing.

    It notes the digests of `known` warnings, for the next publish.
    """
    with TemporaryDirectory(prefix="blogengine-git-") as folder:
        entries = {path: Entry("100644", sha) for path, sha in files.items()}
        tree = base.git.tree(entries, Path(folder, "index"))
        if tree == base.tree:
            return None
        whole = tree
        if base.prefix:
            others = {
                path: entry
                for path, entry in base.git.files(base.commit).items()
                if not path.startswith(f"{base.prefix}/")
            }
            ours = {f"{base.prefix}/{path}": entry for path, entry in entries.items()}
            whole = base.git.tree(others | ours, Path(folder, "whole"))
    parents = ("-p", base.commit) if base.commit else ()
    notes = "".join(f"\n {each}" for each in sorted(set(known)))
    text = f"{message}\n\n{TRAILER}: {tree}\n" + (f"{KNOWN}:{notes}\n" if notes else "")
    return base.git.ask("commit-tree", whole, *parents, stdin=text.encode())


def put_in_place(base: Base, new: str | None, site: Path) -> None:
    """Bring the author's branch, index and folder to a commit; other changes of theirs stay as they are.

    The folder comes first, the branch then: being killed between leaves files that the next publish writes again. The
    index comes last, also when there is nothing new to commit (None): a publish before may not have come to it.
    """
    if new is None:
        if base.commit:
            _bring_index_to(base, base.commit)
        return
    folder = base.top / base.prefix
    git_folder = Path(base.git.ask("rev-parse", "--absolute-git-dir"))
    _mirror(site, folder, set(base.git.files(base.tree)), git_folder)
    base.git.run("update-ref", "-m", "publish", "HEAD", new, *([base.commit] if base.commit else []))
    _bring_index_to(base, new)


def _bring_index_to(base: Base, new: str) -> None:
    """Bring the author's index to a commit, as far as the folder goes.

    Git works on a copy: being killed at it leaves a lock behind that keeps the author from everything. The lock that
    git itself would take is held for the moment in which the copy becomes the index, if that is still what was copied.
    """
    arguments = ("reset", "--quiet", new, "--", base.prefix)
    index = base.top / base.git.ask("rev-parse", "--git-path", "index")
    with TemporaryDirectory(prefix="blogengine-", dir=index.parent) as folder:
        for _ in range(TRIES):
            before, copy = _stamp(index), Path(folder, "index")
            if before:
                shutil.copy2(index, copy)
            base.git.run(*arguments, index=copy)
            if _has_become(index, copy, before):
                return
            time.sleep(PAUSE)
    base.git.run(*arguments)


def _has_become(index: Path, copy: Path, before: tuple[int, ...]) -> bool:
    lock = index.with_name("index.lock")
    try:
        with lock.open("xb") as file:
            file.write(copy.read_bytes())
    except FileExistsError:  # another git is at work
        return False
    if _stamp(index) != before:
        lock.unlink()
        return False
    lock.replace(index)
    return True


def _stamp(index: Path) -> tuple[int, ...]:
    """What tells one state of a file from another, () when it is not there."""
    with suppress(FileNotFoundError):
        found = index.stat()
        return found.st_ino, found.st_mtime_ns, found.st_size
    return ()


def push(base: Base, new: str) -> None:
    """Push a commit; raises `SiteError` when the remote does not take it, and then nothing is changed there."""
    done = base.git.run("push", "--porcelain", base.remote, f"{new}:refs/heads/{base.branch}", check=False)
    if not done.returncode:
        return
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if "fetch first" in said or "non-fast-forward" in said or "cannot lock ref" in said:
        hint = "Publish again: it looks at what is new there first."
        if base.prefix:
            hint = f"Bring it here with git pull {base.remote} {base.branch}, and publish again."
        message = f"{base.branch} of {base.remote} has moved since it was fetched; nothing was overwritten"
        raise SiteError(Problem(message=message, hint=hint))
    raise refusal(f"{base.remote} did not take the push; nothing has changed there", done)


def _repository(root: Path) -> tuple[Git, Path]:
    git = Git(root)
    if (top := git.try_ask("rev-parse", "--show-toplevel")) is None:
        said = git.run("rev-parse", "--show-toplevel", check=False)
        if b"not a git repository" not in said.stderr:
            raise refusal("git cannot be used here", said)
        hint = "Start one: git init, git add, git commit; then git remote add origin with the address of a repository."
        raise SiteError(Problem(message="the site's folder is in no git repository", hint=hint))
    folder = Path(top).resolve()
    if folder != root.resolve() and git.ask("ls-files", "--", ".") == "":
        message = f"the site's folder lies in the repository {folder}, which has none of its files"
        hint = "Give the site a repository of its own with git init, or add its files to that one."
        raise SiteError(Problem(message=message, hint=hint))
    return Git(folder), folder


def _check_remote(git: Git, remote: str) -> None:
    known = git.ask("remote").split()
    if remote not in known:
        hint = (
            f"Name one of these: --remote {' or '.join(known)}." if known else f"Add one: git remote add {remote} URL"
        )
        raise SiteError(Problem(message=f"the repository has no remote “{remote}”", hint=hint))


def _fetched(git: Git, remote: str, branch: str) -> str | None:
    """The commit that a branch of the remote is at, fetched; None when there is no such branch."""
    listed = git.run("ls-remote", "--heads", remote, f"refs/heads/{branch}", check=False)
    if listed.returncode:
        raise refusal(f"the remote “{remote}” cannot be asked", listed)
    if not listed.stdout.strip():
        return None
    done = git.run("fetch", "--quiet", "--no-tags", remote, f"+refs/heads/{branch}:{FETCHED}", check=False)
    if done.returncode:
        raise refusal(f"{branch} cannot be fetched from “{remote}”", done)
    return git.ask("rev-parse", FETCHED)


def _check_folder(git: Git, top: Path, folder: Path, root: Path) -> None:
    """Raise `SiteError` for a folder that is not for a site alone."""
    if not folder.is_relative_to(top) or folder == top:
        raise SiteError(Problem(message=f"{folder} is no folder of the repository {top}"))
    own = Path(git.ask("rev-parse", "--absolute-git-dir")).resolve()
    if folder.is_relative_to(own) or ".git" in folder.relative_to(top).parts:
        raise SiteError(Problem(message=f"{folder} is a folder of git's own", hint="Name another one: --folder docs."))
    if root.is_relative_to(folder):
        message = f"{folder} holds the site's own files, which a publish would replace"
        raise SiteError(Problem(message=message, hint="Name a folder for the output alone: --folder docs."))


def _on_branch(git: Git, top: Path, target: Target) -> Base:
    head = git.try_ask("symbolic-ref", "--quiet", "--short", "HEAD")
    branch = target.branch or USUAL_BRANCH
    if head == branch:
        message = f"you are on {branch}, the branch that the site is published to"
        hint = "Go back to the branch with your texts, such as git switch main; or publish to a folder: --folder docs."
        raise SiteError(Problem(message=message, hint=hint))
    if git.try_ask("check-ref-format", "--branch", branch) is None:
        raise SiteError(Problem(message=f"“{branch}” cannot be the name of a branch"))
    tip = _fetched(git, target.remote, branch)
    tree = git.ask("rev-parse", f"{tip}^{{tree}}") if tip else None
    return Base(git=git, top=top, remote=target.remote, branch=branch, prefix="", commit=tip, tree=tree)


def _in_folder(git: Git, top: Path, target: Target, folder: Path) -> Base:
    branch = git.try_ask("symbolic-ref", "--quiet", "--short", "HEAD")
    if branch is None:
        hint = "Go to your branch first, such as git switch main; git switch -c NAME keeps what you have here."
        raise SiteError(Problem(message="HEAD is detached: the commit would belong to no branch", hint=hint))
    prefix = folder.resolve().relative_to(top).as_posix()
    head = git.try_ask("rev-parse", "--verify", "--quiet", "HEAD")
    tip = _fetched(git, target.remote, branch)
    if tip and (head is None or git.run("merge-base", "--is-ancestor", tip, head, check=False).returncode):
        message = f"{branch} of {target.remote} has commits that are not here: {_described(git, tip)}"
        raise SiteError(Problem(message=message, hint=f"Bring them here: git pull {target.remote} {branch}"))
    tree = git.try_ask("rev-parse", "--verify", "--quiet", f"{head}:{prefix}") if head else None
    return Base(
        git=git,
        top=top,
        remote=target.remote,
        branch=branch,
        prefix=prefix,
        commit=head,
        tree=tree,
        is_behind=tip != head,
    )


def _last_commit(base: Base) -> str | None:
    """The commit that made what stands at the target; None when nothing does."""
    if base.commit is None or base.tree is None:
        return None
    return base.git.ask("log", "-1", "--format=%H", base.commit, "--", base.prefix) if base.prefix else base.commit


def _trailer(git: Git, name: str, commit: str) -> str:
    """What a commit says in a line of its last paragraph, "" when it does not."""
    return git.ask("log", "-1", f"--format=%(trailers:key={name},valueonly,unfold)", commit).strip()


def _check_ours(base: Base, target: Target, last: str | None) -> None:
    """Raise `SiteError` when what stands at the target is no publish of ours, unless the author has seen it."""
    if last is None or _trailer(base.git, TRAILER, last) == base.tree or _is_seen(base.git, target.onto, last):
        return
    where = f"the folder {base.prefix}" if base.prefix else f"{base.branch} of {base.remote}"
    hint = f"If it may go, publish over it (its history stays): --onto {last[:12]}"
    if base.prefix and base.git.ask("rev-parse", "--is-shallow-repository") == "true":
        hint = f"The clone is shallow, so who wrote it cannot be told: git fetch --unshallow. {hint}"
    message = f"{where} has what blogengine did not publish: {_described(base.git, last)}"
    raise SiteError(Problem(message=message, hint=hint))


def check_untracked(base: Base, files: Mapping[str, str]) -> None:
    """Raise `SiteError` for files in the folder that git does not have, and that a publish would remove or replace."""
    if not base.prefix:
        return
    listed = base.git.ask("ls-files", "--others", "-z", "--", base.prefix).split("\0")
    paths = [path.removeprefix(f"{base.prefix}/") for path in listed if path]
    folder = base.top / base.prefix
    there = [path for path in paths if (folder / path).is_file() and not path.endswith("/")]
    shas = base.git.keep(folder, there) if there else {}
    strange = [path for path in paths if path not in shas or files.get(path) != shas[path]]
    if strange:
        named = ", ".join(strange[:MOST_NAMED]) + (
            f" and {len(strange) - MOST_NAMED} more" * (len(strange) > MOST_NAMED)
        )
        message = f"the folder {base.prefix} holds files that git does not have: {named}"
        hint = "Delete what a build left there; move what the site needs to static/."
        raise SiteError(Problem(message=message, hint=hint))


def uncommitted(base: Base) -> tuple[str, ...]:
    """Paths of the author's files that are published as they are on disk, but are in no commit."""
    apart = (f":(exclude){base.prefix}",) if base.prefix else ()
    listed = base.git.run("status", "--porcelain", "-z", "--no-renames", "--", ".", *apart).stdout.split(b"\0")
    return tuple(line[3:].decode("utf-8", "replace") for line in listed if line)


def _is_seen(git: Git, onto: str | None, commit: str) -> bool:
    return onto is not None and git.try_ask("rev-parse", "--verify", "--quiet", f"{onto}^{{commit}}") == commit


def _described(git: Git, commit: str) -> str:
    return git.ask("log", "-1", "--format=“%s” of %an, %as (%h)", commit)


def _mirror(site: Path, folder: Path, old: set[str], git_folder: Path) -> None:
    """Copy a site over a folder, each file whole or not at all; what an earlier publish put there, and this one does
    not have, goes.

    What waits to be moved is in git's own folder, where a file that is left over stands in nobody's way.
    """
    new = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    for path in old - new:
        (folder / path).unlink(missing_ok=True)
        _prune((folder / path).parent, folder)
    folder.mkdir(parents=True, exist_ok=True)
    is_near = git_folder.stat().st_dev == folder.stat().st_dev  # what is on another disk cannot be moved here
    with TemporaryDirectory(prefix="blogengine-", dir=git_folder if is_near else folder.parent) as waiting:
        for path in sorted(new):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            Path(shutil.copyfile(site / path, Path(waiting, "file"))).replace(place)


def _prune(folder: Path, top: Path) -> None:
    """Remove folders that are empty now."""
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
