"""The web application: the site's pages, the script, and the socket of each open tab."""

from __future__ import annotations

from asyncio import FIRST_COMPLETED, create_task, to_thread, wait
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from blogengine.serve.guard import refusal
from blogengine.serve.live import Live
from blogengine.serve.pages import SCRIPT, SOCKET, home, is_html, led_on_to, script, with_script
from blogengine.serve.place import Place
from blogengine.serve.session import Answer

FRESH = {
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",  # drafts are nobody else's, not even as pictures
}
FORBIDDEN = 1008
"""A socket's close code for what policy forbids."""


def make_app(live: Live, bound: str) -> ASGIApp:
    """The application over a site, for a server bound to a host."""
    served = _Served(live)
    routes = [
        Route(SCRIPT, served.script),
        WebSocketRoute(SOCKET, served.socket),
        Route("/{path:path}", served.page),
    ]
    return _Guarded(Starlette(routes=routes), bound)


class _Guarded:
    """Lets through only what `refusal` has nothing against."""

    def __init__(self, app: ASGIApp, bound: str) -> None:
        self._app = app
        self._bound = bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reason = refusal(Headers(scope=scope), self._bound) if scope["type"] in ("http", "websocket") else None
        if reason is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, send).close(FORBIDDEN, reason)
        else:
            await PlainTextResponse(f"Refused: {reason}.\n", 403)(scope, receive, send)


class _Served:
    """What the routes answer."""

    def __init__(self, live: Live) -> None:
        self._live = live

    async def script(self, _request: Request) -> Response:
        return Response(script(), media_type="text/javascript", headers=FRESH)

    async def page(self, request: Request) -> Response:
        path: str = request.scope["path"]
        return await to_thread(self._response, path, request.url.query)

    def _response(self, path: str, query: str) -> Response:
        answer, place = self._live.answer(path), self._live.place
        if answer is not None:
            target = led_on_to(answer, place)
            return RedirectResponse(target, 302, FRESH) if target else _sent(answer, place, 200)
        if not path.endswith("/") and self._live.answer(f"{path}/") is not None:
            return RedirectResponse(quote(f"{path}/") + (f"?{query}" if query else ""), 302, FRESH)
        if path == "/" and place.path:
            return RedirectResponse(home(place), 302, FRESH)
        return _sent(self._live.missing(), place, 404)

    async def socket(self, socket: WebSocket) -> None:
        """Tell a tab what it has to know for as long as it is open."""
        await socket.accept()
        query = socket.query_params
        with self._live.tab(query.get("path", "/"), query.get("page", "")) as tab:
            await to_thread(self._live.greet, tab)
            gone = create_task(_closed(socket))
            try:
                while True:
                    told = create_task(tab.message())
                    await wait((told, gone), return_when=FIRST_COMPLETED)
                    if gone.done():
                        told.cancel()
                        return
                    await socket.send_text(msgspec.json.encode(told.result()).decode())
            except WebSocketDisconnect:
                return
            finally:
                gone.cancel()


async def _closed(socket: WebSocket) -> None:
    """Come back when the tab is gone; it says nothing before."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass


def _sent(answer: Answer, place: Place, status: int) -> Response:
    if isinstance(answer.body, bytes):
        body = with_script(answer, place) if is_html(answer) else answer.body
        return Response(body, status, FRESH, answer.media_type)
    return FileResponse(answer.body, status, FRESH, answer.media_type)
