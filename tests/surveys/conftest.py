"""The published survey, for all tests of surveys."""

from tests.surveys.domain.conftest import analyse, answer_rows, answers, published, reference

__all__ = ["analyse", "answer_rows", "answers", "published", "reference"]
