from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('ricoche', '0004_guards_of_the_game')]

    initial = False

    operations = [
        ops.AddField(
            model_name='RuleDraft',
            name='asked_spec',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='RuleDraft',
            name='refused_reason',
            field=fields.CharField(default='', db_default='', max_length=300),
        ),
    ]
