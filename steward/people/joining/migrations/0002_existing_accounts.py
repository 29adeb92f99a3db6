from django.db import migrations
from django.utils import timezone

from steward.people.joining.rules import nickname_key


def vouch_for_who_is_here(apps, _schema):
    """Accounts from before there was a sign-up were made by the team: approved and vouched for."""
    account, profile = apps.get_model("accounts", "Account"), apps.get_model("joining", "Profile")
    taken = set(profile.objects.exclude(name_key=None).values_list("name_key", flat=True))
    for one in account.objects.filter(profile=None).order_by("pk").iterator():
        key = nickname_key(one.name) or None
        if key in taken:
            key = None
        taken.add(key)
        profile.objects.create(account=one, name_key=key, vouched=True, state="approved", made_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("joining", "0001_initial")]
    operations = [migrations.RunPython(vouch_for_who_is_here, migrations.RunPython.noop)]
