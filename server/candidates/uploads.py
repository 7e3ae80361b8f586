"""CVs as they come in: known by their content, never by their name, and refused before anything is unpacked."""

from dataclasses import dataclass, field
from typing import ClassVar

from server.messages import N_
from server.web.problems import Problem

MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cv:
    """A CV: a name that is safe to show, its form (pdf, docx, odt), its bytes."""

    name: str = field(repr=False)
    form: str
    data: bytes = field(repr=False)


class RefusedFile(Problem):
    """A file that is not taken, with the sentence that says why; its status is the answer's."""

    status: ClassVar[int] = 422
    message = N_("This file cannot be read. Save it again as PDF and choose it once more.")
