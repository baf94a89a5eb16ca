"""After a restore: who was erased since the backup is erased again, and nobody else."""

from django.core.management import call_command
from django.utils import timezone

from accounts.models import Contact, User
from planning.changes.erased import erase_again, erase_and_note, list_of_erasures
from planning.models import PrivacyRequest
from planning.models.person import Person
from planning.models.privacy import hash_of
from tests import factories


def backup_of(row):
    return type(row).objects.filter(pk=row.pk).values().get()


def restore(model, kept):
    model.objects.filter(pk=kept["id"]).delete()
    row = model(**kept)
    row.save()
    model.objects.filter(pk=row.pk).update(**kept)  # created_at as it was


def erased(cast, *, keys):
    request = PrivacyRequest.objects.create(asked_by=cast.ada, subject_hash=hash_of("x"))
    erase_and_note(person=Person(keys), request=request, by=cast.ada, now=timezone.now())


def test_who_comes_back_with_a_backup_goes_again(cast, capsys):
    contact, user = backup_of(cast.erik), backup_of(cast.bob)
    erased(cast, keys={"contact": [cast.erik.pk], "user": [cast.bob.pk]})
    restore(Contact, contact)
    User.objects.filter(pk=cast.bob.pk).update(**user)
    call_command("erase_again")
    assert capsys.readouterr().out.startswith("1 erased again")
    assert not Contact.objects.exists()
    assert not Contact.history.exists()
    assert User.objects.get(pk=cast.bob.pk).name == "Erased user"


def test_without_a_restore_there_is_nothing_to_do(cast):
    erased(cast, keys={"contact": [cast.erik.pk], "user": [cast.bob.pk]})
    assert erase_again(now=timezone.now()) == (0, 0)


def test_without_a_list_there_is_nothing_to_do(db):
    assert erase_again(now=timezone.now()) == (0, 0)


def test_another_row_with_the_same_number_stays(cast):
    number = cast.erik.pk
    erased(cast, keys={"contact": [number]})
    newcomer = factories.ContactFactory(pk=number, account=cast.account, name="Erik Strandvik")
    assert erase_again(now=timezone.now()) == (0, 0)
    assert list(Contact.objects.all()) == [newcomer]


def test_who_owns_accounts_in_the_backup_is_told(cast, capsys):
    bob = backup_of(cast.bob)
    erased(cast, keys={"user": [cast.bob.pk]})
    User.objects.filter(pk=cast.bob.pk).update(**bob)
    factories.AccountFactory(owner=cast.bob)
    call_command("erase_again")
    assert "1 still own accounts" in capsys.readouterr().out


def test_the_list_names_nobody(cast):
    erased(cast, keys={"contact": [cast.erik.pk], "user": [cast.bob.pk]})
    noted = list_of_erasures().read_text().lower()
    assert "erik" not in noted
    assert "bob" not in noted
