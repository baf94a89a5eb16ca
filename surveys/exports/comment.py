"""Comments as a table: without names where they were given in confidence, or the reader may not see the account."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kamplan.exports import Column, Table
from surveys.models import Comment


def comment_table(comments: Sequence[Comment], *, with_names: bool) -> Table:
    columns = [Column(_("About")), Column(_("Comment"))]
    if with_names:
        columns += [Column(_("Respondent")), Column(_("Account"))]

    def cells(comment: Comment) -> Iterator[Any]:
        yield comment.criterion.name if comment.criterion else _("At the end")
        yield comment.text
        if with_names:
            respondent, named = comment.respondent, getattr(comment, "named", False)
            yield respondent.label if named else None
            yield respondent.account.name if named and respondent.account else None

    return Table(title=_("Comments"), columns=columns, rows=(list(cells(comment)) for comment in comments))
