"""What the demonstration's surveys tell those they ask, whoever makes it."""

import pytest
from django.utils import translation

from planning.domain.demo_survey import SECOND_WAVE
from tests.planning.test_demo_survey import made, make_supplier

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_notice_is_kept_in_both_languages_whoever_makes_it(language):
    with translation.override(language):
        make_supplier()
    notice = made(SECOND_WAVE).questionnaire.notice
    assert [notice[each][0][0] for each in ("en", "nb")] == ["Who asks", "Hvem som spør"]
