"""What the console calls roles, filters and the ways to reach somebody."""

from server.messages import N_
from server.people.console.queries import Listed
from server.web.locale import day, say

ROLES = {
    "employee": N_("Employee"),
    "lead": N_("Team lead"),
    "editor": N_("Editor"),
    "hr": N_("HR"),
    "admin": N_("Administrator"),
}
FILTERS = {
    "": N_("Everybody"),
    "to-invite": N_("To invite"),
    "invited": N_("Invited"),
    "bounced": N_("Came back"),
    "no-email": N_("Without e-mail"),
    "left": N_("Left the company"),
}


def reach_of(person: Listed) -> str:
    """How this person can be reached, and what was sent; nothing about what they did with it."""
    if person.left_company_at:
        return say(N_("Left on {day}"), {"day": day(person.left_company_at)})
    if person.bounced_at:
        return say(N_("The letter came back on {day}"), {"day": day(person.bounced_at)})
    if person.reminded_at:
        return say(N_("Invitation and reminder sent"))
    if person.sent_at:
        return say(N_("Invitation sent on {day}"), {"day": day(person.sent_at)})
    return say(N_("Not invited yet") if person.email else N_("Activation card"))
