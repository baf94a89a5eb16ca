"""What they think: criteria, surveys, questionnaires, invitations, answers, and files of answers on their way in."""

from surveys.models.answer import Answer, Comment, Respondent
from surveys.models.criterion import Criterion
from surveys.models.invitation import Invitation, Reminder, Unsubscription
from surveys.models.message import Message
from surveys.models.questionnaire import Questionnaire
from surveys.models.survey import Survey, SurveyCriterion
from surveys.models.tally import Tallies
from surveys.models.upload import Upload

__all__ = [
    "Answer",
    "Comment",
    "Criterion",
    "Invitation",
    "Message",
    "Questionnaire",
    "Reminder",
    "Respondent",
    "Survey",
    "SurveyCriterion",
    "Tallies",
    "Unsubscription",
    "Upload",
]
