"""What they think: criteria, surveys, respondents, answers, and files of answers on their way in."""

from surveys.models.answer import Answer, Respondent
from surveys.models.criterion import Criterion
from surveys.models.survey import Survey, SurveyCriterion
from surveys.models.tally import Tallies
from surveys.models.upload import Upload

__all__ = ["Answer", "Criterion", "Respondent", "Survey", "SurveyCriterion", "Tallies", "Upload"]
