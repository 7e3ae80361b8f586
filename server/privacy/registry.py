"""What every table holds of a person, how it leaves with them, and when it lapses. A test finds what is missing."""

from dataclasses import dataclass
from typing import Literal

Export = Literal["with the person", "nothing to give"]
Erasure = Literal[
    "row deleted",  # the row goes
    "identity blanked",  # the row stays, what names somebody in it is emptied
    "stays without identity",  # append-only: only an id that then leads to nobody
    "lapses first",  # gone by itself before a request could be answered
    "nothing held",
]


@dataclass(frozen=True, slots=True)
class Held:
    """One table: the columns that name or lead to a person, and what becomes of them."""

    table: str
    what: str
    columns: tuple[str, ...]
    exported: Export
    erased: Erasure
    lapses: str
    kept_by: str = ""  # the chore that keeps the promise; empty where nothing lapses by itself


def _nothing(table: str, what: str) -> Held:
    return Held(table, what, (), "nothing to give", "nothing held", "never")


_ALL: Export = "with the person"
_PERSON = (
    "given_name", "family_name", "email", "employee_number", "role", "team_id", "site", "language", "job_title",
    "start_date", "display_name", "in_standings", "created_at", "invited_at", "notice_version", "notice_read_at",
    "mention_read_at", "joined_at", "paused_at", "opted_out_at", "left_company_at",
)  # fmt: skip
_SEASONS = "24 months after the season closes"
_WITH_PERSON = "with the person"

REGISTRY: tuple[Held, ...] = (
    # people
    _nothing("company", "the company's own settings"),
    _nothing("setup_token", "the hash of a one-time right to set up"),
    _nothing("team", "names of teams"),
    Held("person", "who somebody is, from the staff list and their own settings", _PERSON, _ALL, "identity blanked",
         "when HR erases it"),
    Held("team_lead", "who leads a team", ("person_id",), _ALL, "row deleted", _WITH_PERSON),
    Held("membership", "since when somebody is in a team", ("person_id",), _ALL, "row deleted", _WITH_PERSON),
    Held("person_topic", "subjects somebody chose", ("person_id",), _ALL, "row deleted", _WITH_PERSON),
    Held("network_band", "the rough size of somebody's networks", ("person_id", "network", "band"), _ALL,
         "row deleted", _WITH_PERSON),
    Held("pause", "when somebody paused", ("person_id",), _ALL, "row deleted", _WITH_PERSON),
    Held("invitation", "letters of invitation sent", ("person_id", "invited_by_id"), _ALL, "row deleted", _WITH_PERSON),
    Held("sign_in_code", "hashes of codes", ("person_id",), "nothing to give", "lapses first",
         "a day after 10 minutes, a card after 30 days", "forget_lapsed"),
    Held("session", "signed-in browsers, by name of browser and system", ("person_id", "device"), _ALL, "row deleted",
         "90 days at most, by role", "forget_lapsed"),
    Held("people_import", "a staff list before it is confirmed, known columns only",
         ("uploaded_by_id", "filename", "content", "results"), "nothing to give", "lapses first", "24 hours",
         "purge_lapsed"),
    # content
    _nothing("topic", "subjects"),
    _nothing("source", "feeds"),
    Held("article", "who wrote an article here, and the name printed under it", ("author_id", "byline"), _ALL,
         "identity blanked", "when it is withdrawn and erased"),
    Held("article_mark", "what somebody read, kept or put aside", ("person_id",), _ALL, "row deleted", _WITH_PERSON),
    # sharing
    Held("link", "somebody's personal link to an article", ("person_id",), _ALL, "stays without identity", _SEASONS),
    Held("share", "an article passed on, with the words", ("person_id", "link_id", "text"), _ALL, "identity blanked",
         _SEASONS),
    Held("visit", "one request of a link: day, instant, verdict; no address, no agent", ("link_id",),
         "nothing to give", "lapses first", "7 days", "purge_visits"),
    Held("link_day", "how many people opened a link on a day", ("link_id",), _ALL, "stays without identity", _SEASONS),
    Held("visit_hold", "a link's day that waits for HR, and who decided", ("link_day_id", "decided_by_id"), _ALL,
         "stays without identity", _SEASONS),
    _nothing("day_salt", "a day's secret, gone within 48 hours"),
    Held("seen_visitor", "hashes of an unknown visitor of a link on a day, and the family of the browser",
         ("link_id", "visitor_hash", "network_hash"),
         "nothing to give", "lapses first", "48 hours", "purge_visits"),
    Held("employee_trace", "a day's hash of a signed-in browser", ("person_id", "trace_hash"), "nothing to give",
         "lapses first", "48 hours", "purge_visits"),
    # points
    Held("fact", "what somebody did: typed values, no words", ("person_id", "team_id", "object_id", "content"),
         _ALL, "stays without identity", _SEASONS),
    Held("decision", "what a rule decided on a fact", ("person_id", "fact_id"), _ALL, "stays without identity",
         _SEASONS),
    Held("limit_use", "how much of a limit somebody used", ("scope_key",), "nothing to give", "stays without identity",
         _SEASONS),
    Held("account", "somebody's balance", ("owner",), _ALL, "stays without identity", _SEASONS),
    Held("transfer", "points that moved", ("person_id", "decision_id", "debit_id", "credit_id"), _ALL,
         "stays without identity", _SEASONS),
    Held("correction", "points given or taken by hand, with the reason",
         ("person_id", "asked_by_id", "decided_by_id", "decision_id", "reason"), _ALL, "identity blanked", _SEASONS),
    _nothing("ledger_seal", "hashes over transfers"),
    # badges, standings
    Held("metric", "running counts behind badges", ("person_id",), _ALL, "row deleted", _WITH_PERSON),
    Held("badge_award", "badges somebody holds, and shows if they chose to",
         ("person_id", "fact_id", "code", "revoked_by_id", "revoked_reason"), _ALL, "row deleted", _WITH_PERSON),
    Held("active_week", "weeks in which somebody was active", ("person_id",), _ALL, "row deleted", _WITH_PERSON),
    Held("score", "points of a period", ("person_id", "team_id"), _ALL, "row deleted", _SEASONS),
    Held("cohort", "that somebody counts in a team's figures of a period", ("person_id", "team_id"), _ALL,
         "row deleted", _SEASONS),
    _nothing("closed_period", "periods whose standings are frozen"),
    Held("standing", "a frozen rank", ("owner",), _ALL, "stays without identity", _SEASONS),
    # challenges, teamwork
    Held("challenge", "who set a challenge up, and asked for it to start", ("created_by_id", "asked_by_id"), _ALL,
         "identity blanked", _WITH_PERSON),
    Held("challenge_entry", "personal challenges somebody joined", ("person_id",), _ALL, "row deleted", _WITH_PERSON),
    Held("challenge_progress", "what somebody brought to a challenge", ("person_id", "team_id"), _ALL,
         "stays without identity", _SEASONS),
    Held("thanks", "thanks given and received, with the words", ("giver_id", "receiver_id", "about", "words"), _ALL,
         "identity blanked", _SEASONS),
    # notifications
    Held("push_subscription", "a browser that said yes to push",
         ("person_id", "session_id", "endpoint", "endpoint_hash", "p256dh", "auth"), _ALL, "row deleted",
         "6 months without a sign", "purge_lapsed"),
    Held("notification", "what somebody was told", ("person_id", "content"), _ALL, "row deleted", "90 days",
         "purge_lapsed"),
    # openings
    _nothing("opening_source", "careers pages and feeds"),
    Held("opening", "who recruits for an opening, and who hires", ("recruiter_id", "manager_id"), _ALL,
         "identity blanked", _WITH_PERSON),
    _nothing("opening_topic", "subjects of openings"),
    Held("opening_mark", "openings somebody keeps", ("person_id",), _ALL, "row deleted", _WITH_PERSON),
    # referrals
    _nothing("referral_settings", "what HR decided about referrals"),
    Held("referral_link", "somebody's link to an opening, with their words", ("person_id", "words"), _ALL,
         "identity blanked", _SEASONS),
    Held("spoken_code", "the word somebody says aloud", ("person_id", "shown"), _ALL, "identity blanked",
         _WITH_PERSON),
    Held("candidate", "who applied, sealed, with keyed hashes of their address and number",
         ("sealed", "token_hash", "email_hash", "phone_hash"), _ALL, "row deleted",
         "3 months after an end, 2 years after the last move or in the pool, at once when they ask", "erase_due"),
    Held("candidate_key", "the key without which a candidate's row says nothing", ("candidate_id", "wrapped"),
         "nothing to give", "row deleted", "with the candidate", "erase_due"),
    Held("candidate_file", "a candidate's CV, sealed", ("candidate_id", "sealed_name", "sealed"), _ALL, "row deleted",
         "with the candidate", "erase_due"),
    Held("referral_claim", "who recommended an address first, for 12 months", ("contact_hash", "person_id"),
         "nothing to give", "row deleted", "12 months, or with the candidate", "erase_due"),
    Held("referral", "who recommended, in which words, and how far it went",
         ("candidate_id", "referrer_id", "handled_by_id", "words", "next_what"), _ALL, "identity blanked", _SEASONS),
    Held("referral_step", "when a referral reached a stage, and who moved it", ("by_id",), _ALL,
         "stays without identity", _SEASONS),
    Held("referral_note", "what HR wrote of a candidate, sealed", ("author_id", "sealed"), _ALL, "row deleted",
         "with the candidate", "erase_due"),
    Held("presentation", "somebody presented who has not answered, sealed",
         ("person_id", "wrapped", "sealed", "email_hash", "token_hash"), _ALL, "row deleted", "30 days", "erase_due"),
    Held("referral_refusal", "a keyed hash of an address that asked not to be presented", ("email_hash",),
         "nothing to give", "stays without identity", "never: it is what keeps the promise"),
    _nothing("bonus_plan", "bonus plans"),
    Held("bonus_plan_version", "who published a version of a bonus plan", ("published_by_id",), _ALL,
         "identity blanked", _WITH_PERSON),
    Held("bonus_instalment", "what somebody is paid for a referral, and who decided",
         ("person_id", "decided_by_id", "reason"), _ALL, "stays without identity", "6 years, with the payroll"),
    Held("payroll_batch", "lines handed to payroll: numbers, names and gross amounts", ("created_by_id", "content"),
         _ALL, "stays without identity", "6 years, with the payroll"),
    _nothing("ats_connection", "where stages go to and come from"),
    _nothing("ats_message", "messages already acted on"),
    # rewards
    _nothing("pickup_place", "where gifts are fetched"),
    _nothing("reward", "gifts"),
    Held("redemption", "what somebody ordered with their points, with their note",
         ("person_id", "team_id", "note", "words", "decided_by_id", "reason"), _ALL, "identity blanked",
         "6 years, with the payroll"),
    Held("redemption_part", "the points somebody set aside for an order", ("person_id", "redemption_id"), _ALL,
         "stays without identity", "6 years, with the payroll"),
    Held("redemption_step", "when an order moved, and who moved it", ("by_id",), _ALL, "stays without identity",
         "6 years, with the payroll"),
    Held("reward_code", "a voucher's code, sealed, and whose order has it", ("redemption_id", "sealed"), _ALL,
         "stays without identity", "6 years, with the payroll"),
    Held("gift_target", "the gift somebody saves for", ("person_id",), _ALL, "row deleted", _WITH_PERSON),
    _nothing("gift_settings", "what HR decided about orders"),
    Held("gift_year", "who entered the ceiling of a year", ("entered_by_id",), _ALL, "identity blanked",
         _WITH_PERSON),
    Held("gift_season", "who entered the money for the gifts of a season", ("entered_by_id",), _ALL,
         "identity blanked", _WITH_PERSON),
    Held("gift_payroll_line", "what payroll is told of a gift", ("person_id", "redemption_id"), _ALL,
         "stays without identity", "6 years, with the payroll"),
    Held("reward_import", "a file of gifts or sealed codes before it is confirmed", ("uploaded_by_id", "filename"),
         "nothing to give", "lapses first", "24 hours", "purge_lapsed"),
    # rules, legal texts
    _nothing("rule", "rules of the programme"),
    Held("rule_version", "who wrote and who approved a version of a rule", ("created_by_id", "approved_by_id"), _ALL,
         "identity blanked", _WITH_PERSON),
    Held("rule_draft", "who wrote a draft of a rule", ("edited_by_id", "asked_by_id"), _ALL, "identity blanked",
         _WITH_PERSON),
    Held("simulation", "who ran a dry run: its figures are totals", ("asked_by_id",), _ALL, "identity blanked",
         _WITH_PERSON),
    _nothing("campaign", "purses of points"),
    _nothing("legal_text", "legal texts"),
    # glue
    Held("form_key", "that a form was sent, and by whom", ("actor",), "nothing to give", "lapses first", "7 days",
         "purge_lapsed"),
    Held("rate_bucket", "how often something was tried, under a hashed or random name", ("key",), "nothing to give",
         "lapses first", "2 days", "purge_lapsed"),
    Held("job", "letters and messages about to be sent", ("payload",), "nothing to give", "lapses first",
         "once sent, a week if it cannot be", "purge_lapsed"),
    Held("audit_entry", "who of HR, editors and administrators did what", ("actor_id", "object_id", "before", "after"),
         _ALL, "stays without identity", "3 years"),
)  # fmt: skip


def held(table: str) -> Held | None:
    """The entry of a table."""
    return next((each for each in REGISTRY if each.table == table), None)
