"""Every address of the application, in reading order: method, path, handler, name, need."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from server.badges import handlers as badges
from server.badges import public_handlers as public_badges
from server.badges.console import handlers as console_badges
from server.challenges import console_handlers as challenge_console
from server.challenges import handlers as challenges
from server.content import console_handlers as posts
from server.content import handlers as articles
from server.content import public_handlers as public_articles
from server.content import source_handlers as sources
from server.mail import handlers as mailbox
from server.mail.handlers import has_mailbox
from server.me import handlers as me
from server.notifications import handlers as notifications
from server.notifications import push_handlers as push
from server.people.console import handlers as people
from server.people.console import import_handlers as imports
from server.people.console import settings_handlers as company_settings
from server.people.devices import handlers as devices
from server.people.inviting import handlers as inviting
from server.people.own_settings import handlers as own_settings
from server.people.setup import handlers as setup
from server.people.sign_in import handlers as sign_in
from server.people.sign_in import link_handlers as links
from server.people.step_up import handlers as step_up
from server.people.welcome import handlers as welcome
from server.points import handlers as hand
from server.privacy import console_handlers as legal_texts
from server.privacy import handlers as privacy
from server.pwa import handlers as application
from server.pwa import theme
from server.recruiting_routes import for_candidates, for_employees, for_hr
from server.reward_routes import gift_console, gifts
from server.rulebook import handlers as rules
from server.rulebook_routes import rule_console
from server.settings import Settings
from server.sharing import handlers as sharing
from server.sharing.suspects import handlers as suspects
from server.standings import handlers as standings
from server.teamwork import handlers as teamwork
from server.web import assets, health
from server.web.access import Need, route
from server.web.sessions import signed_in_or_none

NOTHING, VISITOR, SIGNED_IN, MEMBER = Need.NOTHING, Need.VISITOR, Need.SIGNED_IN, Need.MEMBER
EDITOR, HR, ADMIN = Need.EDITOR, Need.HR, Need.ADMIN


def routes(settings: Settings) -> list[BaseRoute]:
    """The table that the access matrix and its test are about."""
    return [
        route("GET", "/", home, "home", VISITOR),
        # people: set-up, sign-in, joining, settings
        route("GET", "/setup/{token}", setup.new, "setup.new", VISITOR),
        route("POST", "/setup/{token}", setup.create, "setup.create", VISITOR),
        route("GET", "/sign-in", sign_in.new, "sign_in.new", VISITOR),
        route("POST", "/sign-in", sign_in.create, "sign_in.create", VISITOR),
        route("GET", "/sign-in/code", sign_in.code, "sign_in.code", VISITOR),
        route("POST", "/sign-in/code", sign_in.confirm, "sign_in.confirm", VISITOR),
        route("GET", "/sign-in/link/{token}", links.link, "sign_in.link", VISITOR),
        route("POST", "/sign-in/link/{token}", links.follow, "sign_in.follow", VISITOR),
        route("POST", "/sign-out", sign_in.destroy, "sign_in.destroy", VISITOR),
        route("POST", "/step-up", step_up.create, "step_up.create", SIGNED_IN),
        route("POST", "/step-up/code", step_up.ask, "step_up.ask", SIGNED_IN),
        route("GET", "/welcome", welcome.index, "welcome.index", SIGNED_IN),
        route("POST", "/welcome/notice", welcome.notice, "welcome.notice", SIGNED_IN),
        route("POST", "/welcome/sharing", welcome.sharing, "welcome.sharing", SIGNED_IN),
        route("POST", "/welcome/choice", welcome.choice, "welcome.choice", SIGNED_IN),
        route("GET", "/welcome/preferences", welcome.preferences, "welcome.preferences", MEMBER),
        route("POST", "/welcome/preferences", welcome.save, "welcome.save", MEMBER),
        route("GET", "/settings", own_settings.index, "settings.index", SIGNED_IN),
        route("GET", "/settings/participation", own_settings.participation, "participation.show", SIGNED_IN),
        route("POST", "/settings/participation", own_settings.update_participation, "participation.update", SIGNED_IN),
        route("GET", "/settings/profile", own_settings.profile, "profile.edit", SIGNED_IN),
        route("POST", "/settings/profile", own_settings.update_profile, "profile.update", SIGNED_IN),
        route("POST", "/settings/pause", own_settings.pause, "pause.update", MEMBER),
        route("GET", "/me/devices", devices.index, "devices.index", SIGNED_IN),
        route("POST", "/me/devices/deletion", devices.destroy_others, "devices.destroy_others", SIGNED_IN),
        route("POST", "/me/devices/{tag}/deletion", devices.destroy, "devices.destroy", SIGNED_IN),
        *_mailbox(settings),
        # content: feed, articles, public pages
        route("GET", "/feed", articles.index, "feed.index", MEMBER),
        route("GET", "/posts/{id}", articles.show_article, "posts.show", MEMBER),
        route("POST", "/posts/{id}/read", articles.mark_read, "posts.read.create", MEMBER),
        route("POST", "/posts/{id}/bookmark", articles.save, "posts.bookmark.create", MEMBER),
        route("POST", "/posts/{id}/bookmark/removal", articles.unsave, "posts.bookmark.destroy", MEMBER),
        route("POST", "/posts/{id}/dismissal", articles.dismiss, "posts.dismissal.create", MEMBER),
        route("POST", "/posts/{id}/dismissal/removal", articles.undismiss, "posts.dismissal.destroy", MEMBER),
        route("GET", "/a/{slug}", public_articles.show_public, "articles.show", NOTHING),
        route("GET", "/media/{name}", public_articles.show_picture, "media.show", NOTHING),
        route("GET", "/covers/{seed}.svg", public_articles.show_cover, "covers.show", NOTHING),
        # sharing
        route("GET", "/posts/{id}/share", sharing.new, "shares.new", MEMBER),
        route("POST", "/posts/{id}/share/preview", sharing.preview, "shares.preview", MEMBER),
        route("POST", "/shares", sharing.create, "shares.create", MEMBER),
        route("GET", "/shares/{id}", sharing.show_share, "shares.show", MEMBER),
        route("POST", "/shares/{id}/cancellation", sharing.cancel, "shares.cancellation", MEMBER),
        route("GET", "/s/{code}", sharing.missing, "links.missing", NOTHING),
        # openings
        *for_employees(),
        # gifts
        *gifts(),
        # points, badges, standings
        route("GET", "/me", me.me, "me.show", MEMBER),
        route("GET", "/me/ledger", me.ledger, "me.ledger", MEMBER),
        route("GET", "/me/badges", badges.index, "badges.index", MEMBER),
        route("GET", "/badges/{slug}", badges.detail, "badges.show", MEMBER),
        route("POST", "/badges/{slug}/visibility", badges.change_visibility, "badges.visibility", MEMBER),
        route("GET", "/b/{code}", public_badges.show_public, "badges.public", NOTHING),
        route("GET", "/challenges", challenges.index, "challenges.index", MEMBER),
        route("GET", "/challenges/{slug}", challenges.detail, "challenges.show", MEMBER),
        route("POST", "/challenges/{slug}/entry", challenges.join, "challenges.entry.create", MEMBER),
        route("POST", "/challenges/{slug}/entry/removal", challenges.leave, "challenges.entry.destroy", MEMBER),
        route("GET", "/leaderboard", standings.index, "standings.index", MEMBER),
        route("POST", "/leaderboard/appearance", standings.choose, "standings.appear", MEMBER),
        route("GET", "/leaderboard/seasons", standings.seasons, "standings.seasons.index", MEMBER),
        route("GET", "/leaderboard/seasons/{season}", standings.season, "standings.seasons.show", MEMBER),
        route("GET", "/rules", rules.index, "rules.index", SIGNED_IN),
        # teams
        route("GET", "/team", teamwork.index, "team.show", MEMBER),
        route("POST", "/team/thanks", teamwork.thank, "team.thanks.create", MEMBER),
        route("POST", "/team/goals", teamwork.set_goal, "team.goals.create", MEMBER),
        route("GET", "/team/what-a-lead-sees", teamwork.what_a_lead_sees, "team.what_a_lead_sees", NOTHING),
        # notifications
        route("GET", "/notifications", notifications.index, "notifications.index", SIGNED_IN),
        route("POST", "/notifications/read", notifications.read_all, "notifications.read.create", SIGNED_IN),
        route("POST", "/notifications/{id}/read", notifications.read_one, "notification.read.create", SIGNED_IN),
        route("GET", "/settings/notifications", notifications.settings, "notifications.settings", SIGNED_IN),
        route(
            "POST",
            "/settings/notifications/devices/{id}/deletion",
            notifications.drop,
            "notifications.devices.destroy",
            SIGNED_IN,
        ),
        route("POST", "/push/subscriptions", push.create, "push.subscriptions.create", SIGNED_IN),
        route("POST", "/push/subscriptions/deletion", push.destroy, "push.subscriptions.destroy", SIGNED_IN),
        route("POST", "/push/test", push.test, "push.test.create", SIGNED_IN),
        # console
        route("GET", "/console", people.home, "console", EDITOR),
        route("GET", "/console/people", people.index, "console.people.index", HR),
        route("POST", "/console/people/invitations", inviting.create, "console.people.invitations.create", HR),
        route("POST", "/console/people/cards", inviting.print_cards, "console.people.cards.create", HR, step_up=True),
        route("GET", "/console/people/imports", imports.index, "console.people.imports.index", HR, step_up=True),
        route("POST", "/console/people/imports", imports.create, "console.people.imports.create", HR, step_up=True),
        *_import_of_people(),
        route("GET", "/console/people/{id}", people.show_person, "console.people.show", HR),
        route("POST", "/console/people/{id}/role", people.change_role, "console.people.role", HR, step_up=True),
        route("POST", "/console/people/{id}/departure", people.mark_left, "console.people.left", HR, step_up=True),
        route(
            "POST", "/console/people/{id}/departure/removal", people.mark_back, "console.people.back", HR, step_up=True
        ),
        route("GET", "/console/settings", company_settings.index, "console.settings.show", HR, step_up=True),
        route("POST", "/console/settings", company_settings.update, "console.settings.update", HR, step_up=True),
        route("GET", "/console/settings/legal", legal_texts.index, "console.legal.show", HR, step_up=True),
        route("POST", "/console/settings/legal", legal_texts.update, "console.legal.update", HR, step_up=True),
        route("GET", "/console/suspects", suspects.index, "console.suspects.index", HR),
        route("GET", "/console/suspects/{id}", suspects.show_one, "console.suspects.show", HR),
        route(
            "POST", "/console/suspects/{id}/decision", suspects.decide, "console.suspects.decision", HR, step_up=True
        ),
        route("GET", "/console/posts", posts.index, "console.posts.index", EDITOR),
        route("GET", "/console/posts/new", posts.new, "console.posts.new", EDITOR),
        route("POST", "/console/posts", posts.create, "console.posts.create", EDITOR),
        route("POST", "/console/posts/imports", posts.import_page, "console.posts.imports.create", EDITOR),
        route("GET", "/console/posts/{id}", posts.edit, "console.posts.edit", EDITOR),
        route("POST", "/console/posts/{id}", posts.update, "console.posts.update", EDITOR),
        route("GET", "/console/posts/{id}/preview", posts.preview, "console.posts.preview", EDITOR),
        route("POST", "/console/posts/{id}/publication", posts.publish, "console.posts.publication.create", EDITOR),
        route("POST", "/console/posts/{id}/withdrawal", posts.withdraw, "console.posts.withdrawal.create", EDITOR),
        route("GET", "/console/sources", sources.index, "console.sources.index", EDITOR),
        route("POST", "/console/sources", sources.create, "console.sources.create", EDITOR),
        route("POST", "/console/sources/{id}/deletion", sources.destroy, "console.sources.destroy", EDITOR),
        route("POST", "/console/sources/{id}/fetch", sources.fetch_now, "console.sources.fetch.create", EDITOR),
        *rule_console(),
        route("GET", "/console/corrections", hand.index, "console.corrections.index", HR),
        route("POST", "/console/corrections", hand.create, "console.corrections.create", HR, step_up=True),
        route("POST", "/console/corrections/awards/{id}", hand.answer, "console.corrections.award", HR, step_up=True),
        route("POST", "/console/corrections/{id}/decision", hand.decide, "console.corrections.word", HR, step_up=True),
        *_badges(),
        *_console_challenges(),
        *for_hr(),
        *gift_console(),
        # what everybody may read
        *for_candidates(),
        route("GET", "/privacy", privacy.privacy, "privacy.show", NOTHING),
        route("GET", "/legal", privacy.legal, "legal.show", NOTHING),
        # what makes it an application
        route("GET", "/manifest.webmanifest", application.show_manifest, "manifest.show", NOTHING),
        route("GET", "/service-worker.js", application.show_worker, "service_worker.show", NOTHING),
        route("GET", "/offline", application.show_offline, "offline.show", NOTHING),
        route("GET", "/theme.css", theme.show, "theme.show", NOTHING),
        route("GET", "/healthz", health.alive, "health.alive", NOTHING),
        route("GET", "/readyz", health.ready, "health.ready", NOTHING),
        Route("/static/{version}/{sheet}.css", assets.serve_stylesheet, name="static.stylesheet"),
        Mount("/static", assets.VersionedFiles(assets.STATIC), name="static"),
        Mount("/service_worker", assets.VersionedFiles(assets.WORKER), name="service_worker"),
    ]


def _import_of_people() -> list[BaseRoute]:
    """One people file between its preview and its result."""
    path, name = "/console/people/imports/{id}", "console.people.import"
    return [
        route("GET", path, imports.show_import, f"{name}.show", HR, step_up=True),
        route("POST", f"{path}/confirmation", imports.confirm_import, f"{name}.confirm", HR, step_up=True),
        route("POST", f"{path}/deletion", imports.destroy, f"{name}.destroy", HR, step_up=True),
        route("GET", f"{path}/refused.csv", imports.rejects, f"{name}.refused", HR, step_up=True),
    ]


def _badges() -> list[BaseRoute]:
    """Badges as HR sees them, and taking one back."""
    path, award, name = "/console/badges", "/console/badges/awards/{id}", "console.badges"
    return [
        route("GET", path, console_badges.index, f"{name}.index", HR),
        route("GET", f"{path}/{{slug}}", console_badges.show_one, f"{name}.show", HR),
        route("GET", award, console_badges.show_award, f"{name}.award", HR),
        route("POST", f"{award}/revocation", console_badges.revoke_award, f"{name}.revoke", HR, step_up=True),
    ]


def _console_challenges() -> list[BaseRoute]:
    """What HR sets up for everybody to reach."""
    path, name, one = "/console/challenges", "console.challenges", "/console/challenges/{id}"
    return [
        route("GET", path, challenge_console.index, f"{name}.index", HR),
        route("POST", path, challenge_console.create, f"{name}.create", HR, step_up=True),
        route("GET", f"{path}/new", challenge_console.new, f"{name}.new", HR, step_up=True),
        route("GET", one, challenge_console.edit, f"{name}.edit", HR, step_up=True),
        route("POST", one, challenge_console.update, f"{name}.update", HR, step_up=True),
        route("POST", f"{one}/launch", challenge_console.launch, f"{name}.launch", HR, step_up=True),
        route("POST", f"{one}/approval", challenge_console.approve, f"{name}.approve", HR, step_up=True),
        route("POST", f"{one}/withdrawal", challenge_console.withdraw, f"{name}.withdraw", HR, step_up=True),
        route("POST", f"{one}/end", challenge_console.end, f"{name}.end", HR, step_up=True),
        route("POST", f"{one}/copy", challenge_console.copy, f"{name}.copy", HR, step_up=True),
    ]


def _mailbox(settings: Settings) -> list[BaseRoute]:
    """Letters to read on one's own machine; where there is a mail server these addresses do not exist."""
    if not has_mailbox(settings):
        return []
    return [
        route("GET", "/dev/mailbox", mailbox.index, "mailbox.index", VISITOR),
        route("GET", "/dev/mailbox/{name}", mailbox.show_letter, "mailbox.show", VISITOR),
    ]


async def home(request: Request) -> Response:
    """The feed for those who are signed in, the door for the others."""
    return RedirectResponse("/feed" if signed_in_or_none(request) else "/sign-in", status_code=303)
