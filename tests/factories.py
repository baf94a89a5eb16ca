"""Objects for tests; names are invented."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Account, Contact, Member, Role, Unit, User
from surveys.models import Criterion, Invitation, Questionnaire, Respondent, Survey
from surveys.models.invitation import hash_of


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Unit {n}")
    kind = Unit.Kind.TEAM

    @factory.post_generation
    def placed(self, create, extracted, **kwargs):
        self.path = (self.parent.path if self.parent else "") + self.step()
        self.save()


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"User {n}")
    email = factory.Sequence(lambda n: f"user{n}@supplier.example")
    password = "!"  # unusable until a test sets one


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    kind = Role.Kind.KAM


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = Account

    name = factory.Sequence(lambda n: f"Account {n}")
    unit = factory.SubFactory(UnitFactory)
    owner = factory.SubFactory(UserFactory)
    status = Account.Status.ACTIVE


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    account = factory.SubFactory(AccountFactory)
    name = factory.Sequence(lambda n: f"Contact {n}")


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    account = factory.SubFactory(AccountFactory)
    user = factory.SubFactory(UserFactory)


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    slug = factory.Sequence(lambda n: f"criterion_{n}")
    name_en = factory.Sequence(lambda n: f"Criterion {n}")
    name_nb = factory.Sequence(lambda n: f"Kriterium {n}")


class SurveyFactory(DjangoModelFactory):
    class Meta:
        model = Survey

    title = factory.Sequence(lambda n: f"Survey {n}")
    slug = factory.Sequence(lambda n: f"survey-{n}")
    unit = factory.SubFactory(UnitFactory)
    created_by = factory.SubFactory(UserFactory)
    status = Survey.Status.CLOSED
    closed_at = factory.LazyFunction(timezone.now)


class RespondentFactory(DjangoModelFactory):
    class Meta:
        model = Respondent

    survey = factory.SubFactory(SurveyFactory)
    audience = Respondent.Audience.CUSTOMER
    label = factory.Sequence(lambda n: f"C{n}")


class QuestionnaireFactory(DjangoModelFactory):
    """Of an open survey."""

    class Meta:
        model = Questionnaire

    survey = factory.SubFactory(SurveyFactory, status=Survey.Status.OPEN, closed_at=None)
    asked_by = "Nordvik Supply"
    opened_at = factory.LazyFunction(timezone.now)


class InvitationFactory(DjangoModelFactory):
    """Sent, and not opened yet."""

    class Meta:
        model = Invitation
        skip_postgeneration_save = True

    survey = factory.LazyFunction(lambda: QuestionnaireFactory().survey)
    audience = Respondent.Audience.CUSTOMER
    name = factory.Sequence(lambda n: f"Invited {n}")
    email = factory.Sequence(lambda n: f"invited{n}@customer.example")
    sent_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def link(self, create, extracted, **kwargs):
        self.token_hash = hash_of(self.token)
        self.save(update_fields=["token_hash"])
