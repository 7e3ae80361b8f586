"""Shares, their personal links, and visits counted without knowing anybody."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class Link(Model):
    """One link per person, article and channel."""

    id = key_field(primary_key=True, default=new_id)
    code = key_field(24, unique=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="links", on_delete=fields.RESTRICT)
    article = fields.ForeignKeyField("ricoche.Article", related_name="links", on_delete=fields.RESTRICT, db_index=True)
    channel = key_field(16)
    created_at = InstantField()
    preview_at = InstantField(null=True)

    class Meta:
        table = "link"
        unique_together = (("person", "article", "channel"),)


class Share(Model):
    """An article passed on by a person in their words. intended, then seen, revoked or lapsed."""

    id = key_field(primary_key=True, default=new_id)
    link = fields.ForeignKeyField("ricoche.Link", related_name="shares", on_delete=fields.RESTRICT, db_index=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="shares", on_delete=fields.RESTRICT)
    article = fields.ForeignKeyField("ricoche.Article", related_name="shares", on_delete=fields.RESTRICT, db_index=True)
    channel = key_field(16)
    text = fields.TextField(default="")
    own_words = fields.BooleanField()
    mention = fields.BooleanField()
    state = key_field(16, default="intended", db_default="intended")
    recorded_at = InstantField()
    seen_at = InstantField(null=True)
    closed_at = InstantField(null=True)
    lapses_at = InstantField()

    class Meta:
        table = "share"
        indexes = (("person_id", "recorded_at"), ("state", "lapses_at"))


class Visit(Model):
    """One request of a link and its verdict, for seven days. No address, no agent."""

    id = fields.BigIntField(primary_key=True)
    link = fields.ForeignKeyField("ricoche.Link", related_name="visits", on_delete=fields.CASCADE)
    day = key_field(10, db_index=True)
    at = InstantField()
    verdict = key_field(12)

    class Meta:
        table = "visit"
        indexes = (("link_id", "day"),)


class LinkDay(Model):
    """What a link counted on one day of the programme: settled once, the day after."""

    id = fields.BigIntField(primary_key=True)
    link = fields.ForeignKeyField("ricoche.Link", related_name="days", on_delete=fields.CASCADE)
    day = key_field(10)
    valid = fields.IntField(default=0, db_default=0)
    previews = fields.IntField(default=0, db_default=0)
    others = fields.IntField(default=0, db_default=0)
    settled_at = InstantField(null=True)

    class Meta:
        table = "link_day"
        unique_together = (("link", "day"),)
        indexes = (("settled_at", "day"),)


class VisitHold(Model):
    """A link's day that looks unlike people: held for HR with what was noticed, never punished by machine."""

    id = key_field(primary_key=True, default=new_id)
    link_day = fields.OneToOneField("ricoche.LinkDay", related_name="hold", on_delete=fields.CASCADE)
    state = key_field(20, default="open", db_default="open")
    evidence = fields.JSONField(default=dict)
    valid = fields.IntField()
    held_at = InstantField()
    decided_at = InstantField(null=True)
    decided_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="visit_decisions", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    reason = fields.CharField(max_length=500, default="", db_default="")

    class Meta:
        table = "visit_hold"
        indexes = (("state", "held_at"),)


class DaySalt(Model):
    """The secret that makes one day's visitor hashes: gone within 48 hours, and they with it."""

    day = key_field(10, primary_key=True)
    salt = key_field(64)
    created_at = InstantField()

    class Meta:
        table = "day_salt"


class SeenVisitor(Model):
    """That one unknown visitor opened one link on one day: gone within 48 hours."""

    id = fields.BigIntField(primary_key=True)
    link_id = key_field()
    day = key_field(10, db_index=True)
    visitor_hash = key_field(32)
    at = InstantField(null=True)
    family = key_field(24, default="", db_default="")
    network_hash = key_field(32, default="", db_default="")
    is_paid = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "seen_visitor"
        unique_together = (("link_id", "day", "visitor_hash"),)


class EmployeeTrace(Model):
    """The day's hash of a signed-in browser, so that its visits count as self or internal: gone within 48 hours."""

    id = fields.BigIntField(primary_key=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="traces", on_delete=fields.CASCADE, db_index=True)
    day = key_field(10)
    trace_hash = key_field(32)

    class Meta:
        table = "employee_trace"
        unique_together = (("day", "trace_hash", "person"),)
