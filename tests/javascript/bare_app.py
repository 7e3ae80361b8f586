"""A bare application that keeps the contract of docs/javascript.md and the strict policy."""

import asyncio
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

ROOT = Path(__file__).parent.parent.parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; img-src 'self' data: blob:; form-action 'self'; base-uri 'none'"
)
WORKER = """import { start } from "/service_worker/v1/main.js";
start({ version: "v1", name: "Ricoche", precache: ["/offline", "/static/v1/js/app.js"] });"""
LAYOUT = """<!doctype html><html lang="fr"><head><title>{title}</title><link rel="icon" href="data:,">
<script src="/static/v1/vendor/htmx.min.js" defer></script>
<script type="module" src="/static/v1/js/app.js"></script>
</head><body data-person="alice" data-push-key="BKEY"><span id="network" hidden>Hors connexion</span>
<p id="saved-copy" hidden>Enregistré à <time></time></p>
<main id="contenu" tabindex="-1"><h1>{title}</h1>{body}</main>
<dialog id="sheet" aria-labelledby="sheet-title"></dialog>
<div id="toasts" role="status" data-request-failed="Pas de réseau"></div>
<template id="toast"><div data-toast><span data-toast-text></span></div></template></body></html>"""
FEED = """<a id="opener" href="/share" hx-get="/share" hx-target="#sheet">Partager</a>
<button type="button" id="copy" data-copy="https://ricoche.example/l/1" data-copied="Lien copié" data-enhanced
hidden>Copier</button>
<form action="/code" method="get"><input id="code" name="code" data-code></form>
<form action="/sign-out" method="post" data-sign-out><button id="sign-out">Quitter</button></form>"""
SHEET = """<h2 id="sheet-title">Partager avec vos mots</h2><a data-close href="/feed">Fermer</a>
<form data-share hx-post="/shares" hx-target="#sheet" method="post" action="/shares">
<input type="radio" name="channel" value="linkedin" data-button="Ouvrir LinkedIn" checked>
<input type="radio" id="whatsapp" name="channel" value="whatsapp" data-button="Ouvrir WhatsApp">
<button type="button" id="starter" data-starter="Une question : " data-for="words">Une question</button>
<textarea id="words" name="words" data-count="count"></textarea>
<span id="count" data-one="{n} caractère" data-other="{n} caractères"></span>
<button id="send"><span data-share-label>Ouvrir LinkedIn</span></button></form>"""
SHARED = """<h2 id="sheet-title">C’est publié ?</h2><p data-after-open tabindex="-1">Ouvert</p>
<a id="open" data-open="auto" data-copy="Mes mots" data-copied="Vos mots sont copiés"
href="/channel" target="_blank" rel="noopener">Ouvrir LinkedIn</a>"""

SETTINGS = """<section data-push data-failed="Cela n’a pas marché" data-test-sent="Message envoyé">
<p data-push-state="off" hidden><button type="button" id="yes" data-push-subscribe>Activer</button></p>
<p data-push-state="on" hidden><button type="button" id="try" data-push-test>Essayer</button>
<button type="button" id="no" data-push-unsubscribe>Arrêter</button></p></section>"""
# Subscribing asks a service of the browser's maker, which tests never reach.
SUBSCRIBE = """(() => { const made = endpoint => ({ endpoint, options: {},
  toJSON() { return { endpoint, expirationTime: null, keys: { p256dh: "p", auth: "a" } } },
  async unsubscribe() { sessionStorage.removeItem("endpoint"); return true } });
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  sessionStorage.setItem("endpoint", "https://push.example/" + applicationServerKey);
  return made(sessionStorage.getItem("endpoint")) };
PushManager.prototype.getSubscription = async () => {
  const endpoint = sessionStorage.getItem("endpoint"); return endpoint ? made(endpoint) : null };
Notification.requestPermission = async () => "granted" })()"""
SENT: list[tuple[str, Any]] = []


async def feed(request: Request) -> Response:
    headers = {"X-Offline": "keep", "X-Session-Tag": "alice"}
    return HTMLResponse(LAYOUT.format(title="Fil", body=FEED), headers=headers)


async def sign_in(request: Request) -> Response:
    return HTMLResponse(LAYOUT.format(title="Bienvenue", body=""), headers={"X-Offline": "purge"})


async def share(request: Request) -> Response:
    return HTMLResponse(SHEET)


async def shared(request: Request) -> Response:
    await asyncio.sleep(0.2)
    return HTMLResponse(SHARED)


async def offline(request: Request) -> Response:
    saved = '<section id="saved" hidden><ul id="saved-pages"></ul></section>'
    template = '<template id="saved-page"><li><a></a></li></template>'
    return HTMLResponse(LAYOUT.format(title="Eau calme", body=saved + template))


async def page(request: Request) -> Response:
    return HTMLResponse(LAYOUT.format(title=request.url.path, body=request.url.query))


async def settings(request: Request) -> Response:
    return HTMLResponse(LAYOUT.format(title="Notifications", body=SETTINGS))


async def push(request: Request) -> Response:
    assert request.headers["sec-fetch-site"] == "same-origin"
    SENT.append((request.url.path, await request.json()))
    return Response(status_code=403 if request.headers["referer"].endswith("?refused") else 204)


async def worker(request: Request) -> Response:
    return Response(WORKER, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


def with_policy(app: ASGIApp) -> ASGIApp:
    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: object) -> None:
            if isinstance(message, dict) and message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"content-security-policy", POLICY.encode())]
            await send(message)  # type: ignore[arg-type]

        await app(scope, receive, send_with_policy)

    return guarded


APP = with_policy(
    Starlette(
        routes=[
            Route("/feed", feed),
            Route("/sign-in", sign_in),
            Route("/share", share),
            Route("/shares", shared, methods=["POST"]),
            Route("/offline", offline),
            Route("/channel", page),
            Route("/code", page),
            Route("/sign-out", page, methods=["POST"]),
            Route("/settings", settings),
            Route("/push/{rest:path}", push, methods=["POST"]),
            Route("/service-worker.js", worker),
            Mount("/static/v1", StaticFiles(directory=ROOT / "static")),
            Mount("/service_worker/v1", StaticFiles(directory=ROOT / "service_worker")),
        ]
    )
)
