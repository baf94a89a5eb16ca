"""What is wrong with a file of answers or a list of recipients, in sentences: line, column and reason."""

from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.domain.answer_file import Problem
from surveys.domain.tally import Audience

REASONS: dict[str, Promise | str] = {
    "no_heading": gettext_lazy("the file has no heading row"),
    "missing_column": gettext_lazy("this column is missing in the heading"),
    "repeated_column": gettext_lazy("the heading has this column twice"),
    "no_ratings": gettext_lazy("the file holds no rating"),
    "empty": gettext_lazy("nothing is filled in"),
    "too_long": gettext_lazy("the text is longer than %(longest)s characters"),
    "control_character": gettext_lazy("the text holds an invisible control character"),
    "unknown_audience": gettext_lazy("“%(value)s” is neither customer nor seller"),
    "unknown_dimension": gettext_lazy("“%(value)s” is neither importance nor performance"),
    "no_slug": gettext_lazy("“%(value)s” has neither a letter nor a digit"),
    "not_whole": gettext_lazy("“%(value)s” is not a whole number"),
    "outside_scale": gettext_lazy("%(value)s is not on the scale from %(low)s to %(high)s"),
    "extra_cells": gettext_lazy("“%(value)s” stands to the right of the last column"),
    "seller_performance": gettext_lazy("sellers rate importance only"),
    "repeated": gettext_lazy("this respondent has already rated this criterion on line %(first)s"),
    "two_audiences": gettext_lazy("the respondent is %(other)s on line %(first)s, and %(value)s here"),
    "two_accounts": gettext_lazy("the respondent belongs to “%(other)s” on line %(first)s, and to “%(value)s” here"),
    "no_address": gettext_lazy("there is no e-mail address in “%(value)s”"),
    "several_addresses": gettext_lazy("several addresses stand here among other words: give each a line of its own"),
    "not_an_address": gettext_lazy("“%(value)s” is not an e-mail address that can be written to"),
    "unknown_language": gettext_lazy("“%(value)s” is neither English nor Norwegian"),
    "unknown_account": gettext_lazy("there is no account with the name or organisation number “%(value)s”"),
    "ambiguous_account": gettext_lazy("several accounts have the name or organisation number “%(value)s”"),
}

AUDIENCES: dict[str, Promise] = {
    Audience.CUSTOMER: gettext_lazy("customer"),
    Audience.SELLER: gettext_lazy("seller"),
}

# A pasted list has no headings of its own: its columns are told in the reader's language.
COLUMNS_OF_A_LIST: dict[str, Promise | str] = {
    "name": gettext_lazy("name"),
    "email": gettext_lazy("e-mail"),
    "account": gettext_lazy("account"),
    "language": gettext_lazy("language"),
}


def of_a_list(problem: Problem) -> Problem:
    """With its column as people call it."""
    return replace(problem, column=str(COLUMNS_OF_A_LIST.get(problem.column, problem.column)))


def reason(problem: Problem) -> str:
    """Why, without where."""
    params = dict(problem.params)
    if problem.code == "two_audiences":  # elsewhere these stand for what the file says, to be repeated letter by letter
        params |= {name: str(AUDIENCES[str(params[name])]) for name in ("value", "other")}
    return str(REASONS[problem.code]) % params


def sentence(problem: Problem) -> str:
    """Where and why: 'line 7, rating: 11 is not on the scale from 1 to 10'."""
    words = {"line": problem.line, "column": problem.column, "reason": reason(problem)}
    if problem.column:
        return _("line %(line)d, %(column)s: %(reason)s") % words
    return _("line %(line)d: %(reason)s") % words
