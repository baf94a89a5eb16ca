"""Exchange rates: dated, above zero, once a day, and a word about currencies without one."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from accounts.models import ExchangeRate, Revenue, ServiceArea
from kamplan.environment import currency_code


@pytest.fixture
def ada(cast, sign_in):
    return sign_in(cast.ada)


def test_a_rate_is_added_in_either_notation(ada):
    address = reverse("rate_list")
    assert ada.post(address, {"currency": "EUR", "on": "2026-01-01", "rate": "11.42"}).status_code == 302
    assert ExchangeRate.objects.get().rate == Decimal("11.42")
    assert "11.42" in ada.get(address).content.decode()


def test_a_norwegian_types_a_comma(cast, sign_in):
    cast.ada.language = "nb"
    cast.ada.save()
    sign_in(cast.ada).post(reverse("rate_list"), {"currency": "SEK", "on": "2026-01-01", "rate": "1,0125"})
    assert ExchangeRate.objects.get().rate == Decimal("1.0125")


@pytest.mark.parametrize("wrong", [{"rate": "0"}, {"rate": "-1"}, {"rate": "x"}, {"currency": "NOK"}, {"on": ""}])
def test_a_faulty_rate_is_refused(ada, wrong):
    body = {"currency": "EUR", "on": "2026-01-01", "rate": "11.42", **wrong}
    assert ada.post(reverse("rate_list"), body).status_code == 422
    assert not ExchangeRate.objects.exists()


def test_one_rate_a_day(ada):
    first = ExchangeRate.objects.create(currency="EUR", on=date(2026, 1, 1), rate=11)
    second = ExchangeRate.objects.create(currency="EUR", on=date(2026, 2, 1), rate=12)
    again = {"currency": "EUR", "on": "2026-01-01", "rate": "10"}
    assert ada.post(reverse("rate_list"), again).status_code == 422
    assert ada.post(reverse("rate_edit", args=[second.pk]), again).status_code == 422
    assert ada.post(reverse("rate_edit", args=[first.pk]), again).status_code == 302
    ada.post(reverse("rate_remove", args=[second.pk]))
    assert list(ExchangeRate.objects.values_list("rate", flat=True)) == [10]


def test_currencies_without_a_rate_are_told(ada, cast):
    area = ServiceArea.objects.create(name="Cloud")
    Revenue.objects.create(account=cast.account, area=area, month="2026-01-01", currency="USD", revenue=1)
    assert "figures in USD" in ada.get(reverse("rate_list")).content.decode()


def test_the_currency_of_the_house_is_three_letters():
    assert currency_code(" eur") == "EUR"
    for wrong in ("", "EURO", "12A", "kr"):
        with pytest.raises(ImproperlyConfigured):
            currency_code(wrong)
