"""The registry against the real schema: no table, and no column that leads to a person, is forgotten."""

import pytest
from tortoise import Tortoise
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from server.database import rows
from server.listeners import register_listeners
from server.privacy.registry import REGISTRY, held
from server.settings import Settings
from server.worker import chores

TELLING = ("person", "actor", "email", "address", "owner", "given_name", "family_name", "author", "byline", "device",
           "visitor", "trace", "scope_key", "endpoint", "payload", "employee_number", "uploaded_by")  # fmt: skip
ABOUT_NOBODY = {"points_per_person"}


def models() -> list[type[Model]]:
    return list(Tortoise.apps["ricoche"].values())


def personal_columns(model: type[Model]) -> set[str]:
    """Columns that lead to a person, straight or through another table that does, or whose name says so."""
    names = set(model._meta.fields_db_projection.values()) - ABOUT_NOBODY
    found = {name for name in names if any(word in name for word in TELLING)}
    for field in model._meta.fields_map.values():
        if isinstance(field, ForeignKeyFieldInstance):
            target = field.related_model._meta.db_table
            entry = held(target)
            if target == "person" or (entry and leads_to_somebody(target)):
                found.add(str(field.source_field))
    return found


def leads_to_somebody(table: str) -> bool:
    """Whether a row of this table belongs to one person: an article does not, a link does."""
    return table in ("link", "fact", "decision", "account", "session")


async def test_every_table_is_registered_and_nothing_else(db: None) -> None:
    assert {each.table for each in REGISTRY} == {model._meta.db_table for model in models()}
    assert len({each.table for each in REGISTRY}) == len(REGISTRY)


async def test_every_column_that_leads_to_a_person_is_registered(db: None) -> None:
    for model in models():
        entry = held(model._meta.db_table)
        assert entry is not None
        missing = personal_columns(model) - set(entry.columns)
        assert not missing, f"{entry.table}: {missing}"


async def test_registered_columns_exist_in_the_database(db: None) -> None:
    for entry in REGISTRY:
        if entry.columns:
            await rows(f"SELECT {', '.join(entry.columns)} FROM {entry.table} WHERE 1 = 0")


async def test_everything_that_is_said_of_a_person_is_registered(db: None) -> None:
    person = next(model for model in models() if model._meta.db_table == "person")
    entry = held("person")
    assert entry is not None
    assert set(entry.columns) == set(person._meta.fields_db_projection.values()) - {"id"}


async def test_a_forgotten_column_is_found(db: None) -> None:
    share = next(model for model in models() if model._meta.db_table == "share")
    assert {"person_id", "link_id"} <= personal_columns(share)


def test_every_promise_has_its_chore(settings: Settings) -> None:
    register_listeners(settings)
    running = {chore.__name__ for chore in chores}
    promised = {entry.kept_by for entry in REGISTRY if entry.kept_by}
    assert promised <= running
    assert promised


@pytest.mark.parametrize("entry", REGISTRY, ids=lambda entry: entry.table)
def test_an_entry_that_holds_something_says_what_becomes_of_it(entry: object) -> None:
    found = next(each for each in REGISTRY if each is entry)
    assert (found.erased == "nothing held") == (not found.columns)
    assert found.what
    assert found.lapses
