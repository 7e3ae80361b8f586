"""A request for a link on its way to a verdict, with what was looked up about it."""

from dataclasses import dataclass

from server.database.fields import to_millis
from server.sharing.arrivals import Arrival
from server.sharing.families import browser_family
from server.sharing.verdicts import Verdict, VisitRequest, verdict

COLLEAGUE = "colleague"  # the family of what a signed-in browser opened: kept for reciprocity, never counted


@dataclass(slots=True)
class JudgedVisit:
    """An arrival on its way to a verdict."""

    arrival: Arrival
    day: str
    verdict: Verdict
    visitor: str = ""
    trace: str = ""
    network: str = ""
    is_colleague: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still taken for a person's visit."""
        return self.verdict is Verdict.VALID

    def judge(self, request: VisitRequest) -> None:
        """Ask the filters again, with what was looked up."""
        self.verdict = verdict(request)

    @property
    def seen(self) -> tuple[str, str, str]:
        """The key under which a visitor is known for two days; a colleague by the trace they leave elsewhere too."""
        return self.arrival.link_id, self.day, self.trace if self.is_colleague else self.visitor

    @property
    def evidence(self) -> tuple[int, str, str, bool]:
        """When, with which kind of browser, from which neighbourhood, paid or not: for the detectors."""
        at = to_millis(self.arrival.at)
        if self.is_colleague:
            return at, COLLEAGUE, "", False
        return at, browser_family(self.arrival.request.user_agent), self.network, self.arrival.is_paid
