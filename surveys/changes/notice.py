"""The notice: what respondents read before they answer. It matches the mode, and is frozen when the survey opens."""

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from surveys.models import Questionnaire, Survey

MONTHS_NAMED = 24  # after closing: names and comments go, the figures stay
MONTHS_CONFIDENTIAL = 12  # after closing: single answers and invitations go, the released figures stay

Notice = list[list[str]]  # [[heading, text], ...], as JSON keeps it


def notices(questionnaire: Questionnaire) -> dict[str, Notice]:
    """In every language of the site, as it would be frozen now."""
    texts = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            texts[language] = notice(questionnaire)
    return texts


def notice_to_read(questionnaire: Questionnaire) -> Notice:
    """In the reader's language: what was frozen, or before opening what would be."""
    frozen: dict[str, Notice] = questionnaire.notice
    return frozen.get(get_language() or "en") or frozen.get("en") or notice(questionnaire)


def notice(questionnaire: Questionnaire) -> Notice:
    """In the language that is switched on."""
    survey = questionnaire.survey
    is_named = survey.mode == Survey.Mode.NAMED
    names = {"who": questionnaire.asked_by, "unit": survey.unit.name, "least": questionnaire.threshold}
    parts = [
        (_("Who asks"), _("%(who)s, %(unit)s.") % names),
        (_("Why"), questionnaire.purpose),
        (_("Who sees your answers"), seen_named(names) if is_named else seen_confidential(names)),
        (_("Your comments"), comments(questionnaire, names)),
        (_("How it is saved"), saved()),
        (_("How long it is kept"), kept_named() if is_named else kept_confidential()),
        (_("Your rights"), rights(names)),
    ]
    return [[heading, text] for heading, text in parts if text]


def seen_named(names: dict[str, object]) -> str:
    words = _(
        "Your answers are stored with your name. At %(who)s, the key account managers, sales managers and directors of"
        " %(unit)s and of the levels above can read them."
    )
    return words % names


def seen_confidential(names: dict[str, object]) -> str:
    words = _(
        "Nobody at %(who)s is shown what you answered. Results appear only after the survey has closed, and only for"
        " groups in which at least %(least)s people answered. Those who ask can see whether you have answered, so"
        " that they need not remind you. The system knows which answers are yours, so that you can change them; no"
        " page shows it."
    )
    return words % names


def comments(questionnaire: Questionnaire, names: dict[str, object]) -> str:
    if not (questionnaire.asks_comments or questionnaire.asks_last_word):
        return ""
    if questionnaire.survey.mode == Survey.Mode.NAMED:
        return _("Comments are read together with your name.")
    words = _(
        "Comments are shown word for word, without your name and in random order, once the survey has closed and if at"
        " least %(least)s people in your role, customer or seller, answered. What you write, and how, can still show"
        " who you are."
    )
    return words % names


def saved() -> str:
    return _(
        "Each answer is saved at once, and you can change it until the survey closes. Your answers count from the"
        " moment you press Send. If you have begun and not sent them, they count when the survey closes."
    )


def kept_named() -> str:
    words = _(
        "For %(months)d months after the survey has closed. Then your name and your comments are removed; the figures"
        " stay, without a link to you."
    )
    return words % {"months": MONTHS_NAMED}


def kept_confidential() -> str:
    words = _(
        "For %(months)d months after the survey has closed. Then all single answers, comments and invitations are"
        " deleted; only the figures of groups stay."
    )
    return words % {"months": MONTHS_CONFIDENTIAL}


def rights(names: dict[str, object]) -> str:
    words = _(
        "Answering is voluntary, and not answering has no consequences. You can see, correct and have erased what is"
        " stored about you, and object to its use: answer the e-mail with the link, or ask %(who)s. You can complain"
        " to the Norwegian Data Protection Authority, Datatilsynet (datatilsynet.no)."
    )
    return words % names
