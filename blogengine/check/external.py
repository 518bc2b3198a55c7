"""Links to other hosts: whether they answer, asked politely.

At most two requests at once go to one host; HEAD comes first, and GET only where that fails; a host that asks to wait
(`Retry-After`) is waited for; what was answered is kept in the cache folder, and not asked again for days.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx

from blogengine import __version__
from blogengine.build import Progress
from blogengine.check.answers import Answer, read_answers, write_answers
from blogengine.check.faults import Fault
from blogengine.check.links import Uses

MOST_AT_ONCE: Final = 16
MOST_AT_ONCE_PER_HOST: Final = 2
TIMEOUT: Final = httpx.Timeout(15.0)
"""Seconds for each step: connecting, sending, receiving."""
WHOLE_TIMEOUT: Final = 45.0
"""Seconds for an address, redirects included."""
LONGEST_WAIT: Final = 60.0
"""Seconds a host may ask to wait; what wants more is left for another day."""
MOST_TRIES: Final = 3
GONE: Final = frozenset({404, 410})
BUSY: Final = frozenset({429, 503})


class _Host:
    """One host: how many ask it now, and from when it wants to be asked again."""

    def __init__(self) -> None:
        self.turns = asyncio.Semaphore(MOST_AT_ONCE_PER_HOST)
        self._resumes = 0.0

    async def ready(self) -> None:
        """Wait as long as the host has asked for."""
        while (left := self._resumes - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(left)

    def rest(self, seconds: float) -> None:
        """Ask nothing of the host for some seconds."""
        self._resumes = max(self._resumes, asyncio.get_running_loop().time() + seconds)


def ask(
    urls: Sequence[str], cache_dir: Path, site: str, now: datetime, progress: Progress | None = None
) -> Mapping[str, Answer]:
    """What each address answers; `site` is who asks. Answers that are young enough come from the cache folder."""
    file = cache_dir / "external-links.json"
    known = read_answers(file, now)
    wanted = [url for url in urls if url not in known]
    fresh = asyncio.run(_ask_all(wanted, site, now, progress)) if wanted else {}
    if fresh:
        write_answers(file, {**known, **fresh})
    return {url: answer for url in urls if (answer := fresh.get(url) or known.get(url))}


def dead_links(external: Uses, answers: Mapping[str, Answer]) -> dict[Fault, dict[str, None]]:
    """What is wrong with references to other hosts, with the outputs that have them.

    A host that refuses a program (401, 403, 429 and the like) may well answer a reader: that is no fault.
    """
    if len(answers) > 1 and all(answer.status is None for answer in answers.values()):
        hint = "Is this computer on the network? Nothing was found out about the links."
        url, references = next(iter(external.items()))
        message = f"none of {len(answers)} addresses of other hosts answered"
        return {Fault("unanswered-link", message, hint, next(iter(references))): next(iter(references.values()))}
    faults: dict[Fault, dict[str, None]] = {}
    for url, answer in answers.items():
        for reference, outputs in external[url].items():
            if (fault := _fault(answer, url, reference)) is not None:
                faults[fault] = outputs
    return faults


def _fault(answer: Answer, url: str, reference: str) -> Fault | None:
    if answer.status in GONE:
        hint = "Link to where it is now, or to a copy such as https://web.archive.org keeps."
        return Fault("dead-link", f"{url} is gone (status {answer.status})", hint, reference)
    if answer.status is None:
        return Fault("unanswered-link", f"{url} does not answer: {answer.reason}", None, reference)
    if answer.status >= 500 and answer.status != 999:  # LinkedIn's refusal of programs
        return Fault("unanswered-link", f"{url} fails (status {answer.status})", None, reference)
    return None


async def _ask_all(urls: Sequence[str], site: str, now: datetime, progress: Progress | None) -> dict[str, Answer]:
    hosts: dict[str, _Host] = defaultdict(_Host)
    everything = asyncio.Semaphore(MOST_AT_ONCE)
    headers = {"User-Agent": f"blogengine/{__version__} (checks the links of {site})", "Accept": "*/*"}
    answers: dict[str, Answer] = {}
    async with httpx.AsyncClient(headers=headers, follow_redirects=True, timeout=TIMEOUT) as client:

        async def one(url: str) -> None:
            host = hosts[urlsplit(url).netloc.lower()]
            async with host.turns:
                answers[url] = await _answer(client, url, host, everything, now)
            if progress:
                progress("asking other hosts", len(answers), len(urls))

        await asyncio.gather(*map(one, urls))
    return answers


async def _answer(
    client: httpx.AsyncClient, url: str, host: _Host, everything: asyncio.Semaphore, now: datetime
) -> Answer:
    """What an address answers to HEAD, or else to GET; tried again when the host asks for patience."""
    status, reason = None, ""
    for _ in range(MOST_TRIES):
        await host.ready()
        try:
            async with everything, asyncio.timeout(WHOLE_TIMEOUT):
                response = await client.head(url)
                if response.status_code >= 400 and response.status_code not in BUSY:
                    async with client.stream("GET", url) as response:
                        pass  # the status is enough
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, UnicodeError, ValueError) as error:
            return Answer(status=None, reason=_named(error), at=now)
        status = response.status_code
        wait = _retry_after(response, now)
        if status not in BUSY or wait is None or wait > LONGEST_WAIT:
            break
        host.rest(wait)
    return Answer(status=status, reason=reason, at=now)


def _retry_after(response: httpx.Response, now: datetime) -> float | None:
    """The seconds that an answer asks to wait, written as such or as a date; None when it does not."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415

    text = response.headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _named(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return "it takes too long"
    if isinstance(error, httpx.TooManyRedirects):
        return "it leads on without end"
    return str(error) or type(error).__name__
