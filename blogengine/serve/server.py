"""serve(): the live server, from the command until it is interrupted."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import msgspec

from blogengine.config import Options
from blogengine.errors import Problem, SiteError
from blogengine.serve.guard import is_loopback
from blogengine.serve.live import Live
from blogengine.serve.session import Refresh

PORT = 1313
"""Hugo's."""
MOST_TRIED = 100
"""Ports that are tried from the first one on."""
ANY = ("0.0.0.0", "::", "")  # compared with, not bound to


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How a site is served."""

    bind: str = "127.0.0.1"
    port: int = PORT
    poll: bool = False
    """Look at the files again and again instead of being notified."""
    navigate: bool = False
    """Open tabs follow the page that is being edited."""


class Opened(msgspec.Struct, frozen=True):
    """Where the server listens."""

    url: str
    """The site's home page."""
    is_public: bool
    """Whether other machines may reach it."""


def serve(
    root: Path,
    options: Options,
    settings: Settings,
    *,
    clock: Callable[[], datetime],
    opened: Callable[[Opened], None],
    notice: Callable[[Refresh], None],
) -> None:
    """Serve the site in a folder until interrupted; drafts and pages of the future are shown.

    `opened` is called when browsers can connect, `notice` after each build, by another thread. Raises `SiteError` when
    no port is free or the files cannot be watched; mistakes in the site are shown in the browser.
    """
    with _listening(settings.bind, settings.port) as listener:
        live = Live(root, options, clock=clock, poll=settings.poll, navigate=settings.navigate, notice=notice)
        # a script's background job ignores it, which the web server undoes as soon as it runs
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            live.watch()
            opened(Opened(_url(listener, settings.bind, live.place.path), not is_loopback(settings.bind)))
            live.start()
            _answer(live, settings.bind, listener)
        except KeyboardInterrupt:  # the usual end of a server
            pass
        finally:
            live.close()


def _answer(live: Live, bound: str, listener: socket.socket) -> None:
    """Answer requests until interrupted; those that came since the socket listens are waiting."""
    import uvicorn  # noqa: PLC0415  # the site is being built meanwhile

    from blogengine.serve.app import make_app  # noqa: PLC0415

    configuration = uvicorn.Config(
        make_app(live, bound),
        ws="websockets-sansio",
        ws_per_message_deflate=False,  # it costs more than it saves on one machine
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    uvicorn.Server(configuration).run(sockets=[listener])


def _listening(bind: str, first: int) -> socket.socket:
    """A socket on the first free port from `first` on (0: any). Raises `SiteError` without one."""
    for port in range(first, min(first + MOST_TRIED, 1 << 16)):
        try:
            return _bound(bind, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise SiteError(_unusable(bind, port, error)) from error
    raise SiteError(Problem(message=f"no port from {first} on is free", hint="Name another one with --port."))


def _bound(bind: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(bind or None, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def _unusable(bind: str, port: int, error: OSError) -> Problem:
    hint = "Choose a --port from 1024 on." if error.errno == errno.EACCES else "Choose another address with --bind."
    return Problem(message=f"cannot listen on {bind}, port {port}: {error.strerror or error}", hint=hint)


def _url(listener: socket.socket, bind: str, path: str) -> str:
    host = "localhost" if bind in ANY else f"[{bind}]" if ":" in bind else bind
    return f"http://{host}:{listener.getsockname()[1]}{quote(path)}/"
