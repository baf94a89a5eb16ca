"""Questions about comments: which of them a reader may see, and with whose name."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from accounts.models import Account
from accounts.models.account import AccountQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from surveys.models.survey import Survey


class CommentQuerySet(models.QuerySet[Any]):
    def readable(self, survey: "Survey", accounts: AccountQuerySet | None = None) -> "CommentQuerySet":
        """Those of a survey that may be read, in an order drawn by lot within each criterion.

        Of a named survey the comments of everybody who counts or, with `accounts`, of who is tied to one of them. Of a
        confidential one, once it has been released, those of an audience of which enough have answered.
        """
        respondents = survey.respondents.counted()
        if accounts is not None:
            respondents = respondents.of_accounts(accounts)
        if survey.mode != survey.Mode.NAMED:
            respondents = respondents.filter(audience__in=large_enough(survey))
        found = self.filter(respondent__in=respondents.order_by().values("pk")).select_related("criterion")
        return found.order_by(F("criterion__order").asc(nulls_last=True), "criterion__slug", "place", "pk")

    def with_names(self, user: "User") -> "CommentQuerySet":
        """`named`: whether the reader may know whose it is, which takes sight of the account."""
        visible = Account.objects.visible_to(user).filter(pk=OuterRef("respondent__account"))
        named = Q(respondent__account=None) | Exists(visible)
        found: CommentQuerySet = self.select_related("criterion", "respondent__account").annotate(named=named)
        return found


def large_enough(survey: "Survey") -> list[str]:
    """The audiences of a released confidential survey of which as many answered as were promised to hide each other."""
    if not survey.tallies:
        return []
    answered = survey.respondents.who_answered().order_by().values_list("audience").annotate(Count("pk"))
    return [audience for audience, n in answered if n >= survey.questionnaire.threshold]
