"""Newcomers: what an account of a few days earns waits a little, so that a made-up one earns nothing to spend."""

from dataclasses import replace

from .rules import Confirm, ConfirmMode

NEWCOMER_DAYS = 7


def newcomer_confirm(confirm: Confirm) -> Confirm:
    """How an award to an account younger than NEWCOMER_DAYS days is confirmed: never before so many days.

    What waits for a fact or for HR waits already and stays as it is; IMMEDIATELY, or fewer days, become 7 days.
    """
    soon = confirm.mode is ConfirmMode.AFTER_DAYS and (confirm.days or 0) < NEWCOMER_DAYS
    if confirm.mode is ConfirmMode.IMMEDIATELY or soon:
        return replace(confirm, mode=ConfirmMode.AFTER_DAYS, days=NEWCOMER_DAYS)
    return confirm
