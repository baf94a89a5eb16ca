"""Which comments a reader looks for: about what, with which words, of whom."""

from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kamplan.fields import folded
from surveys.forms.results import results_form
from surveys.models import Comment, Survey

if TYPE_CHECKING:
    from accounts.models import User

AT_THE_END = "end"


class CommentSearch(forms.Form):
    """Bound to an address. The filters of the survey's page hold here too, as far as its mode allows any."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    about = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, data: QueryDict, *, survey: Survey, user: "User") -> None:
        super().__init__(data)
        self.survey, self.user = survey, user
        self.results = results_form(data, survey=survey, user=user)
        self.names = survey.criterion_names()
        self.topics = [*self.names.items(), (AT_THE_END, _("At the end"))]
        self.fields["about"].choices = [("", _("Everything")), *self.topics]  # type: ignore[attr-defined]
        self.full_clean()

    def found(self) -> list[Comment]:
        """By criterion in the questionnaire's order, what was written at the end last."""
        comments = Comment.objects.readable(self.survey, self.results.accounts()).with_names(self.user)
        about = self.cleaned_data.get("about")
        if about:
            comments = (
                comments.filter(criterion__slug=about) if about in self.names else comments.filter(criterion=None)
            )
        words = folded(self.cleaned_data.get("q", "")).split()
        places = {slug: place for place, slug in enumerate(self.names)}
        found = [comment for comment in comments if all(word in folded(comment.text) for word in words)]
        return sorted(found, key=lambda each: places.get(each.criterion.slug, len(places)) if each.criterion else 10**6)
