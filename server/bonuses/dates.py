"""When a payment falls due and when it approves itself: calendar days of the programme, working days for HR."""

from datetime import date, timedelta

SATURDAY = 5


def due_on(reached_on: date, days: int) -> date:
    """So many days after the day on which the milestone was reached."""
    return reached_on + timedelta(days=days)


def working_days_later(day: date, count: int) -> date:
    """The day that many working days after another; Saturdays and Sundays do not count."""
    for _ in range(count):
        day += timedelta(days=1)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=1)
    return day
