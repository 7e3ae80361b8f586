"""Links that recommend, people presented, and referrals with their stages."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class ReferralSettings(Model):
    """What HR decided about referrals: a single row, id 1."""

    id = fields.IntField(primary_key=True)
    allows_presenting = fields.BooleanField(default=False, db_default=False)
    hides_referrer = fields.BooleanField(default=False, db_default=False)
    stale_days = fields.IntField(default=5, db_default=5)
    expires_days = fields.IntField(default=180, db_default=180)
    owns_months = fields.IntField(default=12, db_default=12)
    refused_months = fields.IntField(default=3, db_default=3)
    pool_months = fields.IntField(default=24, db_default=24)
    approval_days = fields.IntField(default=10, db_default=10)
    version = fields.IntField(default=1, db_default=1)

    class Meta:
        table = "referral_settings"


class ReferralLink(Model):
    """One person's link to one opening, with their words: the candidate reads them."""

    id = key_field(primary_key=True, default=new_id)
    code = key_field(24, unique=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="referral_links", on_delete=fields.RESTRICT)
    opening = fields.ForeignKeyField(
        "ricoche.Opening", related_name="referral_links", on_delete=fields.RESTRICT, db_index=True
    )
    words = fields.CharField(max_length=500, default="", db_default="")
    created_at = InstantField()
    revoked_at = InstantField(null=True)

    class Meta:
        table = "referral_link"
        unique_together = (("person", "opening"),)


class SpokenCode(Model):
    """A word and four digits that somebody says aloud: it shows a name and open positions. Never given twice."""

    id = key_field(primary_key=True, default=new_id)
    person = fields.ForeignKeyField(
        "ricoche.Person", related_name="spoken_codes", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    code = key_field(40, unique=True)
    shown = fields.CharField(max_length=40)
    created_at = InstantField()
    revoked_at = InstantField(null=True)

    class Meta:
        table = "spoken_code"


class Claim(Model):
    """Who recommended somebody first, and until when that counts: one owner per address, on either database.

    Nobody's claim says that they came by themselves: later recommendations find them known.
    """

    contact_hash = key_field(64, primary_key=True)
    person = fields.ForeignKeyField(
        "ricoche.Person", related_name="claims", null=True, on_delete=fields.CASCADE, db_index=True
    )
    since = InstantField()
    until = InstantField(db_index=True)

    class Meta:
        table = "referral_claim"


class Referral(Model):
    """One candidate for one opening, recommended or not, and how far they are. Stages only move forward."""

    id = key_field(primary_key=True, default=new_id)
    opening = fields.ForeignKeyField(
        "ricoche.Opening", related_name="referrals", on_delete=fields.RESTRICT, db_index=True
    )
    candidate = fields.OneToOneField("ricoche.Candidate", related_name="referral", null=True, on_delete=fields.SET_NULL)
    referrer = fields.ForeignKeyField(
        "ricoche.Person", related_name="referrals", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    source = key_field(12)
    relation = key_field(12, default="", db_default="")
    words = fields.CharField(max_length=500, default="", db_default="")
    is_outside = fields.BooleanField(default=True, db_default=True)
    has_conflict = fields.BooleanField(default=False, db_default=False)
    is_hot = fields.BooleanField(default=False, db_default=False)
    stage = key_field(12)
    stage_at = InstantField()
    submitted_at = InstantField()
    closed_at = InstantField(null=True)
    closed_because = key_field(16, default="", db_default="")
    next_on = InstantField(null=True)
    next_what = fields.CharField(max_length=120, default="", db_default="")
    handled_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="handled_referrals", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    told_stale_at = InstantField(null=True)
    news_asked_at = InstantField(null=True)
    bonus_version = fields.ForeignKeyField(
        "ricoche.BonusPlanVersion", related_name="referrals", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    merged_into = fields.ForeignKeyField(
        "ricoche.Referral", related_name="merged", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    version = fields.IntField(default=1, db_default=1)

    class Meta:
        table = "referral"
        indexes = (("stage", "stage_at"), ("referrer_id", "submitted_at"))


class ReferralStep(Model):
    """That a referral reached a stage, when, and who moved it. Never changed."""

    id = key_field(primary_key=True, default=new_id)
    referral = fields.ForeignKeyField("ricoche.Referral", related_name="steps", on_delete=fields.RESTRICT)
    stage = key_field(12)
    at = InstantField()
    by_id = key_field(null=True)

    class Meta:
        table = "referral_step"
        unique_together = (("referral", "stage"),)


class ReferralNote(Model):
    """What HR wrote of a candidate, sealed with the candidate's key: they may read it."""

    id = key_field(primary_key=True, default=new_id)
    referral = fields.ForeignKeyField("ricoche.Referral", related_name="notes", on_delete=fields.CASCADE, db_index=True)
    author = fields.ForeignKeyField(
        "ricoche.Person", related_name="referral_notes", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    sealed = fields.TextField()
    at = InstantField()

    class Meta:
        table = "referral_note"


class Presentation(Model):
    """Somebody presented by a colleague, who has not said yes: HR sees nothing of it, and it goes after 30 days."""

    id = key_field(primary_key=True, default=new_id)
    person = fields.ForeignKeyField("ricoche.Person", related_name="presentations", on_delete=fields.CASCADE)
    opening = fields.ForeignKeyField(
        "ricoche.Opening", related_name="presentations", on_delete=fields.CASCADE, db_index=True
    )
    wrapped = fields.CharField(max_length=200)
    sealed = fields.TextField()
    email_hash = key_field(64)
    token_hash = key_field(64, unique=True)
    language = key_field(8)
    relation = key_field(12)
    asked_at = InstantField()
    lapses_at = InstantField(db_index=True)

    class Meta:
        table = "presentation"
        unique_together = (("person", "email_hash", "opening"),)


class Refusal(Model):
    """That somebody asked not to be presented: a keyed hash of the address, and nothing else."""

    email_hash = key_field(64, primary_key=True)
    at = InstantField()

    class Meta:
        table = "referral_refusal"
