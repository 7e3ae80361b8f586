"""Rules as plain dicts for storage; closed in both directions: an unknown key is refused."""

from collections.abc import Mapping

from .rules import RuleSpec


class RuleFormatError(ValueError):
    """A stored rule that does not have the form; `path` says where."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def to_dict(spec: RuleSpec) -> dict[str, object]:
    """Plain dicts, lists, strings and integers, ready for JSON."""
    raise NotImplementedError


def from_dict(stored: Mapping[str, object]) -> RuleSpec:
    """The spec that to_dict wrote; RuleFormatError for anything else."""
    raise NotImplementedError
