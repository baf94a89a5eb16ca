"""From the bytes of a file to answers fit to be stored, or to the reasons why not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from accounts.models.account import AccountQuerySet
from kamplan.spreadsheets import FROM_ANYBODY, Limits, Row, rows_of
from surveys.domain.answer_file import Problem, Refusal, check_answers
from surveys.domain.answer_set import AnswerSet
from surveys.domain.scale import Scale
from surveys.domain.slug import slug_of
from surveys.domain.wide import rated_columns, tall_heading, tall_rows
from surveys.models import Criterion

ROWS_SHOWN = 5
CHUNK = 400  # names asked for in one query


@dataclass(frozen=True)
class Reading:
    """A file without a fault: its answers, {account as written: its id}, and its first rows to be shown."""

    answers: AnswerSet
    accounts: Mapping[str, int]
    heading: list[str]
    beginning: list[Row]


def read_answers(
    content: bytes, *, scale: Scale, accounts: AccountQuerySet, limits: Limits = FROM_ANYBODY
) -> Reading | Refusal:
    """Read and check a file, with a row for each rating or for each respondent. Raises Unreadable.

    `accounts` are those its respondents may belong to.
    """
    rows = (row for row in rows_of(content, limits) if any(row[1]))
    _line, heading = next(rows, (1, []))
    beginning: list[Row] = []
    noted = noting(rows, beginning)
    if rated := rated_columns(heading):
        outcome = check_answers(tall_heading(heading, rated), tall_rows(heading, noted, rated), scale, aliases())
    else:
        outcome = check_answers(heading, noted, scale, aliases())
    if isinstance(outcome, Refusal):
        return outcome
    matched = matching(outcome, accounts)
    if isinstance(matched, Refusal):
        return matched
    return Reading(outcome, matched, heading, beginning)


def noting(rows: Iterable[Row], beginning: list[Row]) -> Iterator[Row]:
    """The same rows; the first of them are kept in `beginning`."""
    for row in rows:
        if len(beginning) < ROWS_SHOWN:
            beginning.append(row)
        yield row


def aliases() -> dict[str, str]:
    """From a criterion's name in either language, written as a slug, to its slug."""
    known = Criterion.objects.values_list("slug", "name_en", "name_nb").order_by("-order", "-slug")
    return {slug_of(name, "_"): slug for slug, *names in known for name in names} | {
        slug: slug for slug, _name_en, _name_nb in known
    }


def matching(answers: AnswerSet, accounts: AccountQuerySet) -> dict[str, int] | Refusal:
    """The account of each text in the account column: by its exact name, or by its organisation number."""
    first_lines: dict[str, int] = {}
    for sheet in answers.sheets:
        if sheet.account:
            first_lines.setdefault(sheet.account, sheet.account_line)
    found = known_accounts(list(first_lines), accounts)
    problems = tuple(
        Problem(line, "account", "ambiguous_account" if found[text] else "unknown_account", {"value": text})
        for text, line in sorted(first_lines.items(), key=lambda item: item[1])
        if len(found[text]) != 1
    )
    if problems:
        return Refusal(problems, len(problems))
    return {text: pk for text, (pk,) in found.items()}


def known_accounts(texts: list[str], accounts: AccountQuerySet) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {text: set() for text in texts}
    meant: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        meant[text].add(text)
        meant[text.replace(" ", "")].add(text)  # organisation numbers are kept without spaces
    keys = list(meant)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        rows = accounts.filter(Q(name__in=some) | Q(organisation_number__in=some))
        for pk, *words in rows.values_list("pk", "name", "organisation_number"):
            for text in {text for word in words if word in meant for text in meant[word]}:
                found[text].add(pk)
    return found
