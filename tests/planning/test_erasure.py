"""Erasure that holds: every personal column gets a canary, and then none is left, in raw bytes, history included."""

import json
import re
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import (
    Account,
    Contact,
    CustomerProfile,
    DataImport,
    Figure,
    Member,
    OneTimeLink,
    RememberedColumn,
    Role,
    ServiceArea,
    TierOverride,
    TierSet,
    User,
    WorthTerms,
)
from accounts.privacy import CONTACT, USER
from kamplan.history import delete_by, save_by
from kamplan.jobs import Job
from kamplan.privacy import holdings, texts
from planning.changes.privacy import StillNeeded, erase
from planning.exports.privacy import document
from planning.models import PrivacyRequest
from planning.models.person import Person
from planning.models.privacy import hash_of
from surveys.models import (
    Answer,
    Comment,
    Invitation,
    Message,
    Questionnaire,
    Respondent,
    Survey,
    Unsubscription,
    Upload,
)
from surveys.privacy import INVITED, RESPONDENT
from tests import factories
from tests.accounts import judged, key, rated

NOT_TEXT = (
    models.ForeignKey,
    models.BooleanField,
    models.DateField,
    models.IntegerField,
    models.GenericIPAddressField,
)


# --- a person in every table ------------------------------------------------------------------------------------------
@pytest.fixture
def survey(cast):
    survey = factories.SurveyFactory(unit=cast.account.unit, created_by=cast.alice, account=cast.account)
    criterion = factories.CriterionFactory()
    for label, contact, user in (("Erik S.", cast.erik, None), ("Bob", None, cast.bob), ("Nameless One", None, None)):
        respondent = factories.RespondentFactory(
            survey=survey, label=label, contact=contact, user=user, account=cast.account
        )
        Answer.objects.create(respondent=respondent, criterion=criterion, importance=9, performance=4)
    Upload.objects.create(user=cast.alice, unit=cast.account.unit, survey=survey, content=b"x", file_name="answers.csv")
    survey.status = survey.Status.CLOSED
    save_by(survey, by=cast.bob)
    return survey


@pytest.fixture
def asked_by_link(cast):
    """A confidential survey, in which the invitation alone leads to who answered."""
    survey = factories.QuestionnaireFactory(survey__unit=cast.account.unit, survey__mode="confidential").survey
    criterion = factories.CriterionFactory()
    for number, whom in enumerate(({"contact": cast.erik}, {"user": cast.bob}, {"name": "Ivar Bedt"})):
        invitation = factories.InvitationFactory(survey=survey, **whom)
        Message.objects.create(invitation=invitation, kind="invitation", identifier=f"<{number}@kamplan.example>")
        respondent = factories.RespondentFactory(survey=survey, invitation=invitation, satisfaction=7)
        Answer.objects.create(respondent=respondent, criterion=criterion, importance=9, performance=4)
        Comment.objects.create(respondent=respondent, criterion=criterion, text="Always late")
    return survey


@pytest.fixture
def worth(cast):
    """What was imported, judged and found out about an account, Bob having a hand in it."""
    account, bob = cast.account, cast.bob
    DataImport.objects.create(user=bob, kind="revenue", file_name="revenue.csv", content=b"z")
    RememberedColumn.objects.create(user=bob, kind="revenue", heading="customer", field="account")
    tier = TierSet.objects.active().tiers.first()
    decision = TierOverride(account=account, tier=tier, reason="A bet", owner=bob, expires=timezone.localdate())
    save_by(decision, by=bob)
    rated.rate(account, bob, rated.ALFA, "They said so")
    judged.judge(account, bob, judged.AHEAD, asked=cast.erik, evidence="They said so")
    key.decided(account, bob)
    area, told = ServiceArea.objects.create(name="Cloud"), {"currency": "NOK"}
    area.uniqueness.create(uniqueness=7, critical=True, evidence="They said so", rated_by=bob)
    account.switching_lines.create(kind="learning", description="Training", once=5, **told)
    account.wallet_ranks.create(area=area, suppliers=2, place=1, source="Said", on=timezone.localdate())
    account.kam_efforts.create(year=2026, amount=5, note="Travel", **told)
    WorthTerms.objects.create(account=account, retention=60, reason="Asked rivals")
    CustomerProfile.objects.create(account=account, decided_at="Oslo")
    Figure.objects.create(account=account, year=2025, kind="turnover", amount=1, currency="NOK", source="Accounts")


@pytest.fixture
def everywhere(cast, survey, asked_by_link, worth, sign_in, data_folder):
    """Erik and Bob with a row in each table that can hold them."""
    cast.erik.title = "Buyer"
    save_by(cast.erik, by=cast.bob)
    bob, now = cast.bob, timezone.now()
    bob.unit = cast.account.unit
    save_by(bob, by=cast.ada)
    role = Role(user=bob, unit=cast.account.unit, kind=Role.Kind.KAM)
    save_by(role, by=cast.ada)
    left = Member(account=cast.foreign_account, user=bob)
    save_by(left, by=cast.dave)
    delete_by(left, by=cast.dave)
    OneTimeLink.objects.issue(bob, purpose="invitation", now=now, valid=timedelta(days=7))
    address = EmailAddress.objects.create(user=bob, email=bob.email)
    EmailConfirmation.objects.create(email_address=address, key="k" * 64)
    Authenticator.objects.create(user=bob, type="totp", data={"secret": "s"})
    sign_in(bob)
    UserSession.objects.create(user=bob, ip="203.0.113.77", session_key="x" * 32, user_agent="browser")
    Job.objects.create(kind="survey.import", subject=1, user=bob)
    Upload.objects.create(user=bob, unit=cast.account.unit, content=b"y", file_name="mine.csv")
    DBTaskResult.objects.create(
        priority=0, task_path="t", backend_name="default", args_kwargs={}, worker_ids=[], exception_class_path=""
    )
    cast.foreign_account.status_reason = "Lost"
    save_by(cast.foreign_account, by=cast.dave)
    nobody = Respondent.objects.get(label="Nameless One")
    Comment.objects.create(respondent=nobody, text="Too slow")
    ivar = Invitation.objects.get(name="Ivar Bedt")
    keys = {
        CONTACT.slug: [cast.erik.pk],
        USER.slug: [bob.pk],
        INVITED.slug: [ivar.pk],
        RESPONDENT.slug: [nobody.pk],
    }
    return SimpleNamespace(person=Person(keys), keys=keys, outbox=data_folder / "outbox")


def canaries(keys):
    """Put one into each personal column that can hold text; returns where they are by what they are."""
    put = {}
    for number, known in enumerate(holdings()):
        rows = known.rows(keys[known.subject.slug]) if known.subject.slug in keys else known.model.objects.none()
        if known.is_signature or known.model is Session:
            continue
        assert rows.exists(), f"the test has no row of {known.model._meta.label} for a {known.subject.slug}"
        for field in (known.model._meta.get_field(name) for name in known.fields):
            canary = f"Canary {number:03d} {field.name}"[: field.max_length or 99]
            if isinstance(field, NOT_TEXT) or field.choices or field.primary_key:
                continue
            value = {"found": canary} if isinstance(field, models.JSONField) else canary
            value = f"canary{number}@zz.example" if isinstance(field, models.EmailField) else value
            value = canary.encode() if isinstance(field, models.BinaryField) else value
            keys_of_rows = sorted(set(rows.values_list("pk", flat=True)))
            changed = known.model._default_manager.filter(pk__in=keys_of_rows)
            for row in changed.values_list("pk", flat=True)[:1] if field.unique else [None]:
                (changed.filter(pk=row) if row else changed).update(**{field.name: value})
            put[known.model._meta.label, field.name, tuple(keys_of_rows)] = (value, field.name in known.secrets)
    return put


def raw_bytes():
    """The database as somebody finds it who steals the disk; on PostgreSQL a dump of all tables."""
    if connection.vendor == "sqlite":
        return connection.connection.serialize()
    with connection.cursor() as cursor:
        dump = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            dump += [row[0] for row in cursor.fetchall()]
    text = "\n".join(dump)
    unpacked = [bytes.fromhex(found) for found in re.findall(r"\\x([0-9a-f]+)", text)]
    return b"\n".join([text.encode(), *unpacked])


def asked(cast):
    return PrivacyRequest.objects.create(asked_by=cast.ada, subject_hash=hash_of("x"))


# --- it holds ---------------------------------------------------------------------------------------------------------
def test_no_canary_is_left_anywhere(cast, everywhere):
    put = canaries(everywhere.keys)
    assert len(put) > 30
    before = raw_bytes().lower()
    missing = [where for where, (value, _) in put.items() if needle(value) not in before]
    assert missing == [], "the search would not have found these"
    erase(person=everywhere.person, request=asked(cast), by=cast.ada, now=timezone.now())
    left = re.findall(rb"canary[^\x00]{0,30}", raw_bytes(), re.IGNORECASE)
    assert left == []
    assert Session.objects.count() == UserSession.objects.filter(ip="203.0.113.77").count() == 0


def needle(value):
    value = value["found"] if isinstance(value, dict) else value
    return (value if isinstance(value, bytes) else value.encode()).lower()


def test_everything_declared_is_given_to_the_person(cast, everywhere):
    put = canaries(everywhere.keys)
    Survey.objects.update(mode=Survey.Mode.NAMED)
    given = json.dumps(document(everywhere.person, made_at=timezone.now()), ensure_ascii=False)
    for where, (value, is_secret) in put.items():
        value = value["found"] if isinstance(value, dict) else value
        assert is_secret or value in given, where
        assert not is_secret or str(value) not in given, where


def test_texts_and_files_that_name_him_do_so_no_longer(cast, everywhere):
    Contact.objects.filter(pk=cast.erik.pk).update(name="Erik Ærfugl", email="erik@verft.example")
    sentence = "Agreed with ERIK ærfugl and erik@verft.example, not with Erik Ærfuglsen"
    for text in texts():
        assert text.model._default_manager.exists(), f"the test has no row of {text.model._meta.label}"
        column = text.model._meta.get_field(text.field)
        text.model._default_manager.update(**{text.field: sentence[: column.max_length]})
    Upload.objects.filter(file_name__startswith="Agreed").update(content=workbook_naming("Erik Ærfugl"))
    DBTaskResult.objects.create(
        priority=0, task_path="t", backend_name="default", worker_ids=[], exception_class_path="",
        args_kwargs={"args": ["To you", "Dear ERIK ÆRFUGL"], "kwargs": {}},
    )  # fmt: skip
    (everywhere.outbox / "1.log").write_text("To: Erik@Verft.example\n")
    (everywhere.outbox / "2.log").write_text("To: alice@supplier.example\n")
    other = factories.ContactFactory(account=cast.foreign_account, title="Assistant of Erik Ærfugl")
    person = Person({CONTACT.slug: [cast.erik.pk]})
    erase(person=person, request=asked(cast), by=cast.ada, now=timezone.now())
    for word in ("erik ærfugl", "erik@verft.example"):
        assert re.findall(re.escape(word) + r"(?!\w)", raw_bytes().decode(errors="ignore").lower()) == []
    cast.account.refresh_from_db()
    assert cast.account.status_reason == "Agreed with [erased] and [erased], not with Erik Ærfuglsen"
    other.refresh_from_db()
    assert (other.title, "[erased]" in other.search_key) == ("Assistant of [erased]", True)
    assert (Upload.objects.count(), DBTaskResult.objects.count()) == (0, 1)
    assert [file.name for file in everywhere.outbox.iterdir()] == ["2.log"]


def workbook_naming(name):
    book = openpyxl.Workbook()
    book.active["A1"] = name
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# --- what stays -------------------------------------------------------------------------------------------------------
def test_answers_stay_as_numbers_of_nobody(cast, survey):
    erase(person=Person({CONTACT.slug: [cast.erik.pk]}), request=asked(cast), by=cast.ada, now=timezone.now())
    respondent = survey.respondents.get(contact=None, user=None, label__startswith="Respondent ")
    assert respondent.label == f"Respondent {respondent.pk}"
    assert (respondent.account, respondent.answers.get().importance) == (None, 9)
    assert Contact.history.filter(id=cast.erik.pk).count() == 0


def test_answers_given_in_confidence_stay_as_numbers_of_nobody_too(cast, asked_by_link):
    erase(person=Person({CONTACT.slug: [cast.erik.pk]}), request=asked(cast), by=cast.ada, now=timezone.now())
    assert asked_by_link.invitations.count() == Message.objects.count() == Comment.objects.count() == 2
    nobody = asked_by_link.respondents.get(invitation=None)
    assert (nobody.label, nobody.satisfaction) == (f"Respondent {nobody.pk}", 7)
    assert nobody.answers.get().importance == 9


def test_who_is_known_by_an_invitation_alone_goes_with_his_comments(cast, asked_by_link):
    ivar = asked_by_link.invitations.get(name="Ivar Bedt")
    unsubscription = Unsubscription.objects.create(address_hash=Unsubscription.hash_of(ivar.email))
    erase(person=Person({INVITED.slug: [ivar.pk]}), request=asked(cast), by=cast.ada, now=timezone.now())
    assert "Ivar Bedt" not in [invitation.name for invitation in asked_by_link.invitations.all()]
    assert Comment.objects.filter(respondent__invitation=None).count() == 0
    assert Answer.objects.filter(respondent__invitation=None).count() == 1
    assert list(Unsubscription.objects.all()) == [unsubscription]  # tells nobody, and they are not asked again


def test_who_asks_is_taken_out_of_what_respondents_read(cast, asked_by_link):
    User.objects.filter(pk=cast.bob.pk).update(name="Bjørn Ærfugl")
    told = {"nb": "Bjørn Ærfugl spør for Nordvik.", "en": "Asked by bjørn ærfugl."}
    Questionnaire.objects.update(notice=told)
    erase(person=Person({USER.slug: [cast.bob.pk]}), request=asked(cast), by=cast.ada, now=timezone.now())
    assert Questionnaire.objects.get().notice == {"nb": "[erased] spør for Nordvik.", "en": "Asked by [erased]."}


def test_among_five_of_one_account_the_account_may_stay(cast, survey):
    factories.RespondentFactory.create_batch(2, survey=survey, account=cast.account)
    erase(person=Person({CONTACT.slug: [cast.erik.pk]}), request=asked(cast), by=cast.ada, now=timezone.now())
    assert survey.respondents.filter(account=cast.account).count() == 5


def test_others_keep_what_is_theirs(cast, survey):
    namesake = factories.ContactFactory(account=cast.foreign_account, name=cast.erik.name)
    counts = {model: model.objects.count() for model in (Account, User, Member, Role, Answer, Respondent)}
    erase(person=Person({CONTACT.slug: [cast.erik.pk]}), request=asked(cast), by=cast.ada, now=timezone.now())
    assert {model: model.objects.count() for model in counts} == counts
    assert list(Contact.objects.all()) == [namesake]
    assert namesake.history.get().name == namesake.name


def test_an_erased_user_is_a_name_for_nobody(cast, everywhere):
    erase(person=Person({USER.slug: [cast.bob.pk]}), request=asked(cast), by=cast.ada, now=timezone.now())
    cast.bob.refresh_from_db()
    assert (cast.bob.name, cast.bob.email) == ("Erased user", f"erased-{cast.bob.pk}@erased.invalid")
    assert (cast.bob.is_active, cast.bob.has_usable_password()) == (False, False)
    assert str(cast.erik.history.first().history_user) == "Erased user"
    assert not Member.objects.filter(user=cast.bob).exists()


# --- all or nothing ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["alice", "ada"])
def test_who_owns_accounts_or_asks_himself_stays_whole(cast, who):
    before = dump_without_requests()
    request = asked(cast)
    with pytest.raises(StillNeeded):
        erase(person=Person({USER.slug: [getattr(cast, who).pk]}), request=request, by=cast.ada, now=timezone.now())
    assert dump_without_requests() == before


def test_half_an_erasure_is_none(cast, survey, monkeypatch):
    before, request = dump_without_requests(), asked(cast)
    monkeypatch.setattr(PrivacyRequest, "save", broken)
    with pytest.raises(RuntimeError):
        erase(person=Person({CONTACT.slug: [cast.erik.pk]}), request=request, by=cast.ada, now=timezone.now())
    assert dump_without_requests() == before


def broken(*args, **kwargs):
    raise RuntimeError


def dump_without_requests():
    rows = {model: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()}
    rows.pop(PrivacyRequest)
    return rows
