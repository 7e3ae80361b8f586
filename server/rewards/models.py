"""Gifts, voucher codes, orders with the points set aside for them, and the money they stand for."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class PickupPlace(Model):
    """Where a gift is fetched: a desk of the company, never somebody's home."""

    id = key_field(primary_key=True, default=new_id)
    name = fields.CharField(max_length=80)
    hint = fields.CharField(max_length=160, default="", db_default="")
    retired_at = InstantField(null=True)

    class Meta:
        table = "pickup_place"


class Reward(Model):
    """A gift of the catalogue. Stock is counted in its own row: what is reserved and what went out."""

    id = key_field(primary_key=True, default=new_id)
    slug = key_field(80, unique=True)
    kind = key_field(12)
    name_fr = fields.CharField(max_length=80)
    name_en = fields.CharField(max_length=80)
    summary_fr = fields.CharField(max_length=120, default="", db_default="")
    summary_en = fields.CharField(max_length=120, default="", db_default="")
    description_fr = fields.CharField(max_length=600, default="", db_default="")
    description_en = fields.CharField(max_length=600, default="", db_default="")
    thanks_fr = fields.CharField(max_length=200, default="", db_default="")
    thanks_en = fields.CharField(max_length=200, default="", db_default="")
    cost = fields.IntField()
    value_cents = fields.IntField()
    tax_label = key_field(12, default="taxable", db_default="taxable")
    tax_event = key_field(16, default="", db_default="")
    tax_reason = fields.CharField(max_length=300, default="", db_default="")
    stock_total = fields.IntField(null=True)
    stock_reserved = fields.IntField(default=0, db_default=0)
    stock_done = fields.IntField(default=0, db_default=0)
    low_stock_at = fields.IntField(default=6, db_default=6)
    low_told_at = InstantField(null=True)
    limit_count = fields.IntField(null=True)
    limit_window = key_field(8, default="ever", db_default="ever")
    min_level = fields.IntField(default=1, db_default=1)
    from_day = fields.DateField(null=True)
    until_day = fields.DateField(null=True)
    places = fields.JSONField(default=list)
    choices = fields.JSONField(default=list)
    approval = key_field(4, default="hr", db_default="hr")
    delay_days = fields.IntField(default=5, db_default=5)
    illustration = key_field(12, default="", db_default="")
    picture = key_field(40, null=True)
    is_nearby = fields.BooleanField(default=False, db_default=False)
    published_at = InstantField(null=True)
    retired_at = InstantField(null=True)
    created_at = InstantField()
    version = fields.IntField(default=1, db_default=1)

    class Meta:
        table = "reward"


class Redemption(Model):
    """An order: one gift for one person, or for a team whose people put points together. Cost and value are fixed."""

    id = key_field(primary_key=True, default=new_id)
    reward = fields.ForeignKeyField(
        "ricoche.Reward", related_name="redemptions", on_delete=fields.RESTRICT, db_index=True
    )
    person = fields.ForeignKeyField("ricoche.Person", related_name="redemptions", on_delete=fields.RESTRICT)
    team_id = key_field(null=True, db_index=True)
    pot_key = key_field(80, null=True, unique=True)
    cost = fields.IntField()
    value_cents = fields.IntField()
    counted_cents = fields.IntField()
    tax_label = key_field(12)
    through_payroll = fields.BooleanField(default=False, db_default=False)
    year = fields.IntField()
    season = key_field(16)
    state = key_field(12)
    place = fields.ForeignKeyField(
        "ricoche.PickupPlace", related_name="redemptions", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    choice = fields.CharField(max_length=80, default="", db_default="")
    note = fields.CharField(max_length=200, default="", db_default="")
    requested_at = InstantField()
    lapses_at = InstantField(null=True, db_index=True)
    decided_at = InstantField(null=True)
    decided_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="redemptions_decided", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    reason = fields.CharField(max_length=300, default="", db_default="")
    prepared_at = InstantField(null=True)
    fulfilled_at = InstantField(null=True)
    ended_at = InstantField(null=True)
    words = fields.CharField(max_length=200, default="", db_default="")

    class Meta:
        table = "redemption"
        indexes = (("person_id", "year"), ("state", "requested_at"))


class RedemptionPart(Model):
    """The points that one person set aside for an order: a hold of the ledger, by its key."""

    id = key_field(primary_key=True, default=new_id)
    redemption = fields.ForeignKeyField(
        "ricoche.Redemption", related_name="parts", on_delete=fields.RESTRICT, db_index=True
    )
    person = fields.ForeignKeyField(
        "ricoche.Person", related_name="redemption_parts", on_delete=fields.RESTRICT, db_index=True
    )
    points = fields.IntField()
    hold_key = key_field(120, unique=True)
    state = key_field(8, default="open", db_default="open")
    created_at = InstantField()

    class Meta:
        table = "redemption_part"


class RedemptionStep(Model):
    """When an order reached a state, and who moved it. Never changed."""

    id = fields.BigIntField(primary_key=True)
    redemption = fields.ForeignKeyField(
        "ricoche.Redemption", related_name="steps", on_delete=fields.RESTRICT, db_index=True
    )
    state = key_field(12)
    at = InstantField()
    by = fields.ForeignKeyField(
        "ricoche.Person", related_name="redemption_steps", null=True, on_delete=fields.RESTRICT, db_index=True
    )

    class Meta:
        table = "redemption_step"


class RewardCode(Model):
    """A voucher's code, sealed. A keyed hash keeps the same code from coming twice.

    `revealed_key` is the form that showed it, `again_at` is set while HR lets it be shown once more.
    """

    id = key_field(primary_key=True, default=new_id)
    reward = fields.ForeignKeyField("ricoche.Reward", related_name="codes", on_delete=fields.RESTRICT)
    sealed = fields.TextField()
    code_hash = key_field(64, unique=True)
    expires_on = fields.DateField(null=True, db_index=True)
    redemption = fields.OneToOneField("ricoche.Redemption", related_name="code", null=True, on_delete=fields.RESTRICT)
    revealed_at = InstantField(null=True)
    revealed_key = key_field(64, null=True)
    again_at = InstantField(null=True)
    void_at = InstantField(null=True)
    created_at = InstantField()

    class Meta:
        table = "reward_code"
        indexes = (("reward_id", "redemption_id", "void_at"),)


class GiftTarget(Model):
    """The gift that somebody saves for."""

    person = fields.OneToOneField(
        "ricoche.Person", related_name="gift_target", on_delete=fields.CASCADE, primary_key=True
    )
    reward = fields.ForeignKeyField("ricoche.Reward", related_name="targets", on_delete=fields.CASCADE, db_index=True)
    since = InstantField()

    class Meta:
        table = "gift_target"


class GiftSettings(Model):
    """What HR decided about orders: a single row, or none while all is as it comes."""

    id = fields.IntField(primary_key=True)
    payroll_allowed = fields.BooleanField(default=True, db_default=True)
    lapse_days = fields.IntField(default=14, db_default=14)
    pot_days = fields.IntField(default=30, db_default=30)
    version = fields.IntField(default=1, db_default=1)

    class Meta:
        table = "gift_settings"


class GiftYear(Model):
    """The ceiling of a calendar year as HR entered it, in cents: it wins over the figure that the program knows."""

    year = fields.IntField(primary_key=True)
    ceiling_cents = fields.IntField()
    watch_cents = fields.IntField(null=True)
    entered_at = InstantField()
    entered_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="gift_years", null=True, on_delete=fields.SET_NULL, db_index=True
    )

    class Meta:
        table = "gift_year"


class GiftSeason(Model):
    """The money for gifts of a season, in cents of face value, and how much of it orders have taken."""

    season = key_field(16, primary_key=True)
    budget_cents = fields.IntField(null=True)
    used_cents = fields.IntField(default=0, db_default=0)
    entered_at = InstantField(null=True)
    entered_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="gift_seasons", null=True, on_delete=fields.SET_NULL, db_index=True
    )

    class Meta:
        table = "gift_season"


class GiftPayrollLine(Model):
    """What payroll is told of a gift, gross, in cents: once when it is handed over, once below zero if it returns."""

    id = key_field(primary_key=True, default=new_id)
    redemption = fields.ForeignKeyField("ricoche.Redemption", related_name="payroll_lines", on_delete=fields.RESTRICT)
    person = fields.ForeignKeyField(
        "ricoche.Person", related_name="gift_payroll_lines", on_delete=fields.RESTRICT, db_index=True
    )
    slot = key_field(8)
    amount = fields.IntField()
    currency = key_field(3, default="EUR", db_default="EUR")
    due_on = fields.DateField()
    batch = fields.ForeignKeyField(
        "ricoche.PayrollBatch", related_name="gift_lines", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    corrects = fields.ForeignKeyField(
        "ricoche.GiftPayrollLine", related_name="corrections", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    created_at = InstantField()

    class Meta:
        table = "gift_payroll_line"
        unique_together = (("redemption", "slot"),)


class RewardImport(Model):
    """A file of gifts or of codes before it is confirmed, its content sealed where it holds codes."""

    id = key_field(primary_key=True, default=new_id)
    kind = key_field(8)
    reward = fields.ForeignKeyField(
        "ricoche.Reward", related_name="imports", null=True, on_delete=fields.CASCADE, db_index=True
    )
    filename = fields.CharField(max_length=200)
    content = fields.TextField()
    report = fields.JSONField(default=dict)
    uploaded_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="reward_imports", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_at = InstantField()
    confirmed_at = InstantField(null=True)

    class Meta:
        table = "reward_import"
