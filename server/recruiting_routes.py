"""Every address of recruiting: openings, referrals, candidates and bonuses; a part of the one table in `routes`."""

from starlette.routing import BaseRoute

from server.ats import handlers as ats
from server.ats import webhook_handlers as ats_webhooks
from server.bonuses import handlers as bonuses
from server.bonuses import plan_handlers as bonus_plans
from server.candidates import application_handlers as applications
from server.candidates import handlers as public_openings
from server.candidates import own_handlers as own_application
from server.openings import console_handlers as console_openings
from server.openings import handlers as openings
from server.openings import source_handlers as opening_sources
from server.referrals.console import adding_handlers as referral_additions
from server.referrals.console import cv_handlers as cvs
from server.referrals.console import detail_handlers as console_referral
from server.referrals.console import handlers as console_referrals
from server.referrals.console import settings_handlers as referral_terms
from server.referrals.own import handlers as own_referrals
from server.referrals.referring import code_handlers as spoken_codes
from server.referrals.referring import handlers as referring
from server.referrals.referring import presenting_handlers as presenting
from server.web.access import Need, route
from server.web.bodies import LARGEST

NOTHING, MEMBER, HR = Need.NOTHING, Need.MEMBER, Need.HR


def for_employees() -> list[BaseRoute]:
    """Openings, recommending somebody, and how one's own referrals go."""
    return [
        route("GET", "/jobs", openings.index, "jobs.index", MEMBER),
        route("POST", "/jobs/{slug}/bookmark", openings.keep, "jobs.bookmark.create", MEMBER),
        route("POST", "/jobs/{slug}/bookmark/removal", openings.drop, "jobs.bookmark.destroy", MEMBER),
        *_referring(),
    ]


def for_candidates() -> list[BaseRoute]:
    """What is open to everybody, and the page of whoever applied."""
    return [*_candidates(), *_own_applications()]


def for_hr() -> list[BaseRoute]:
    """What HR looks for, whom it meets, and what is paid for it."""
    return [*_console_openings(), *_bonuses(), *_ats(), *_console_referrals()]


def _referring() -> list[BaseRoute]:
    """Recommending somebody, and what they answer."""
    path, asked = "/jobs/{slug}/referrals", "/p/{token}"
    return [
        route("GET", f"{path}/new", referring.new, "referrals.new", MEMBER),
        route("POST", path, presenting.create, "referrals.create", MEMBER),
        route("POST", f"{path}/words", referring.update_words, "referrals.words.update", MEMBER),
        route("GET", "/jobs/{slug}/qr", referring.qr, "referrals.qr", MEMBER),
        route("GET", "/jobs/{slug}/card", referring.card, "referrals.card", MEMBER),
        route("GET", "/me/code", spoken_codes.index, "spoken_code.show", MEMBER),
        route("POST", "/me/code", spoken_codes.create, "spoken_code.create", MEMBER),
        route("POST", "/me/code/deletion", spoken_codes.destroy, "spoken_code.destroy", MEMBER),
        route("GET", "/referrals", own_referrals.index, "referrals.index", MEMBER),
        route("GET", "/referrals/{id}", own_referrals.show_referral, "referrals.show", MEMBER),
        route("POST", "/referrals/{id}/news", own_referrals.ask_news, "referrals.news.create", MEMBER),
        route("GET", asked, presenting.index, "presentation.show", NOTHING),
        route("POST", f"{asked}/agreement", presenting.yes, "presentation.agreement", NOTHING),
        route("POST", f"{asked}/refusal", presenting.no, "presentation.refusal", NOTHING),
    ]


def _candidates() -> list[BaseRoute]:
    """An opening for everybody, by itself or through a colleague; the form."""
    path, link = "/jobs/{slug}", "/r/{code}"
    return [
        route("GET", path, public_openings.show_opening, "candidates.opening", NOTHING),
        route("GET", f"{path}/card.png", public_openings.show_card, "candidates.card", NOTHING),
        route("POST", f"{path}/applications", applications.create, "applications.create", NOTHING, largest=LARGEST),
        route("GET", "/r", public_openings.ask_code, "candidates.code.new", NOTHING),
        route("POST", "/r", public_openings.look_up_code, "candidates.code.show", NOTHING),
        route("GET", link, public_openings.show_link, "candidates.link", NOTHING),
        route("GET", f"{link}/declined", public_openings.decline, "candidates.link.declined", NOTHING),
        route(
            "POST", f"{link}/applications", applications.create_through_link, "applications.link.create", NOTHING,
            largest=LARGEST,
        ),
    ]  # fmt: skip


def _own_applications() -> list[BaseRoute]:
    """What a candidate has after sending: a page that only their token opens."""
    path, name = "/c/{token}", "candidates.own"
    return [
        route("GET", "/c/erased", own_application.erased, f"{name}.erased", NOTHING),
        route("GET", path, own_application.show_own, f"{name}.show", NOTHING),
        route("POST", f"{path}/withdrawal", own_application.withdraw_own, f"{name}.withdrawal", NOTHING),
        route("GET", f"{path}/erasure", own_application.ask_erasure, f"{name}.erasure.new", NOTHING),
        route("POST", f"{path}/erasure", own_application.erase_own, f"{name}.erasure.create", NOTHING),
        route("POST", f"{path}/pool", own_application.join, f"{name}.pool.create", NOTHING),
        route("POST", f"{path}/pool/removal", own_application.leave, f"{name}.pool.destroy", NOTHING),
        route("POST", f"{path}/pool/renewal", own_application.stay, f"{name}.pool.renewal", NOTHING),
    ]


def _console_openings() -> list[BaseRoute]:
    """What HR looks for people for."""
    path, name, one = "/console/jobs", "console.jobs", "/console/jobs/{id}"
    return [
        route("GET", path, console_openings.index, f"{name}.index", HR),
        route("POST", path, console_openings.create, f"{name}.create", HR, step_up=True),
        route("GET", f"{path}/new", console_openings.new, f"{name}.new", HR),
        *_opening_sources(),
        route("GET", one, console_openings.edit, f"{name}.edit", HR),
        route("POST", one, console_openings.update, f"{name}.update", HR, step_up=True),
        route("POST", f"{one}/publication", console_openings.publish, f"{name}.publish", HR, step_up=True),
        route("POST", f"{one}/closing", console_openings.close, f"{name}.close", HR, step_up=True),
    ]


def _opening_sources() -> list[BaseRoute]:
    """Where openings come from: addresses and files. A file chosen is never lost to a code: it is asked for before."""
    path, name = "/console/jobs/sources", "console.jobs.sources"
    return [
        route("GET", path, opening_sources.index, f"{name}.index", HR, step_up=True),
        route("POST", path, opening_sources.create, f"{name}.create", HR, step_up=True),
        route("POST", f"{path}/files", opening_sources.import_file, f"{name}.files.create", HR, step_up=True),
        route("POST", f"{path}/{{id}}/deletion", opening_sources.destroy, f"{name}.destroy", HR, step_up=True),
        route("POST", f"{path}/{{id}}/fetch", opening_sources.fetch_now, f"{name}.fetch.create", HR, step_up=True),
    ]


def _console_referrals() -> list[BaseRoute]:
    """The board, one referral, and what HR decides."""
    path, name = "/console/referrals", "console.referrals"
    one, its = f"{path}/{{id}}", f"{name}.one"
    return [
        route("GET", path, console_referrals.index, f"{name}.index", HR),
        route("POST", path, referral_additions.create, f"{name}.create", HR, step_up=True),
        route("GET", f"{path}/new", referral_additions.new, f"{name}.new", HR),
        route("GET", f"{path}/export.csv", referral_additions.export_csv, f"{name}.export", HR, step_up=True),
        route("GET", f"{path}/settings", referral_terms.index, f"{name}.settings.show", HR),
        route("POST", f"{path}/settings", referral_terms.update, f"{name}.settings.update", HR, step_up=True),
        route("GET", one, console_referral.show_one, f"{its}.show", HR),
        route("GET", f"{one}/cv", cvs.show_cv, f"{its}.cv", HR),
        route("POST", f"{one}/stage", console_referral.move, f"{its}.stage", HR, step_up=True),
        route("POST", f"{one}/appointment", console_referral.set_appointment, f"{its}.appointment", HR, step_up=True),
        route("POST", f"{one}/notes", console_referral.add_note, f"{its}.notes.create", HR, step_up=True),
        route("POST", f"{one}/merge", console_referral.merge_two, f"{its}.merge", HR, step_up=True),
    ]


def _bonuses() -> list[BaseRoute]:
    """What hires are worth in money: plans, payments, and the files for payroll."""
    path, name = "/console/bonuses", "console.bonuses"
    plans, exports, one = f"{path}/plans", f"{path}/exports", f"{path}/{{id}}"
    return [
        route("GET", path, bonuses.index, f"{name}.index", HR),
        route("GET", plans, bonus_plans.index, f"{name}.plans.index", HR),
        route("POST", plans, bonus_plans.create, f"{name}.plans.create", HR, step_up=True),
        route("GET", f"{plans}/new", bonus_plans.new, f"{name}.plans.new", HR),
        route("GET", f"{plans}/{{id}}", bonus_plans.show_plan, f"{name}.plans.show", HR),
        route("POST", f"{plans}/{{id}}/versions", bonus_plans.publish, f"{name}.plans.publish", HR, step_up=True),
        route("POST", f"{plans}/{{id}}/retirement", bonus_plans.retire, f"{name}.plans.retire", HR, step_up=True),
        route("POST", exports, bonuses.export, f"{name}.exports.create", HR, step_up=True),
        route("GET", f"{exports}/{{number}}", bonuses.show_batch, f"{name}.exports.show", HR),
        route("GET", f"{exports}/{{number}}/file.csv", bonuses.download, f"{name}.exports.file", HR, step_up=True),
        route("GET", one, bonuses.show_line, f"{name}.show", HR),
        route("POST", f"{one}/approval", bonuses.approve, f"{name}.approve", HR, step_up=True),
        route("POST", f"{one}/refusal", bonuses.refuse, f"{name}.refuse", HR, step_up=True),
        route("POST", f"{one}/correction", bonuses.correct, f"{name}.correct", HR, step_up=True),
    ]


def _ats() -> list[BaseRoute]:
    """The other system that follows applications: what HR sets up, and what it tells us."""
    path, name = "/console/referrals/ats", "console.ats"
    return [
        route("GET", path, ats.index, f"{name}.show", HR),
        route("POST", path, ats.update, f"{name}.update", HR, step_up=True),
        route("POST", f"{path}/secrets", ats.make_secret, f"{name}.secrets.create", HR, step_up=True),
        route("POST", f"{path}/test", ats.test, f"{name}.test.create", HR, step_up=True),
        route("POST", f"{path}/retries", ats.again, f"{name}.retries.create", HR, step_up=True),
        route("POST", "/webhooks/ats", ats_webhooks.create, "webhooks.ats", NOTHING, largest=ats_webhooks.LARGEST),
    ]
