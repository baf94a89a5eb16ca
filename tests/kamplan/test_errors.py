"""Error pages: each says what happened in the reader's language and shows a way on."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

from kamplan import errors, urls

TROUBLES = {
    "locked": OperationalError("database is locked"),
    "away": InterfaceError("connection already closed"),
    "cut off": DatabaseError("server closed the connection unexpectedly"),
    "mistake": ZeroDivisionError(),
    "nothing written": DatabaseError("Save with update_fields did not affect any rows."),
    "nonsense": SuspiciousOperation(),
    "big": RequestDataTooBig(),
    "forbidden": PermissionDenied("secret"),
    "absent": Http404("secret"),
}

TROUBLES["cut off"].__cause__ = Exception("of psycopg2")


@login_not_required
def fail(request: HttpRequest, trouble: str) -> HttpResponse:
    raise TROUBLES[trouble]


@login_not_required
def receive(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST) + len(request.FILES)))


def remember(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse()


urlpatterns = [
    path("fail/<str:trouble>/", fail),
    path("receive/", receive),
    path("remember/", remember),
    *urls.urlpatterns,
]
handler400, handler500 = errors.bad_request, errors.server_error

pytestmark = pytest.mark.urls("tests.kamplan.test_errors")


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("trouble", "status", "words"),
    [
        ("locked", 503, "Busy for a moment"),
        ("away", 503, "Busy for a moment"),
        ("cut off", 503, "Busy for a moment"),
        ("mistake", 500, "Something went wrong on our side"),
        ("nothing written", 500, "Something went wrong on our side"),
        ("nonsense", 400, "We did not understand that request"),
        ("big", 413, "That was more than we can take at once"),
        ("forbidden", 403, "You may not do that here"),
        ("absent", 404, "There is no such page"),
    ],
)
def test_each_trouble_has_its_page(db, visitor, trouble, status, words):
    response = visitor.get(f"/fail/{trouble}/")
    assert response.status_code == status
    page = response.content.decode()
    assert words in page
    assert "secret" not in page
    assert 'class="btn btn-primary" href="/' in page


@pytest.mark.parametrize("trouble", TROUBLES)
def test_pages_show_a_signed_in_user_a_way_on(cast, sign_in, trouble):
    client = sign_in(cast.alice)
    client.raise_request_exception = False
    response = client.get(f"/fail/{trouble}/")
    assert 'class="btn btn-primary" href="/' in response.content.decode()


@pytest.mark.parametrize("trouble", ["locked", "mistake", "nonsense", "big"])
def test_plain_pages_need_no_database(visitor, trouble):
    """No `db` fixture: any query would fail this test."""
    assert visitor.get(f"/fail/{trouble}/").status_code in (400, 413, 500, 503)


def test_503_says_when_to_come_back(visitor):
    response = visitor.get("/fail/locked/?page=2")
    assert response.headers["Retry-After"] == "5"
    assert response.headers["Cache-Control"] == "no-store"
    assert 'href="/fail/locked/?page=2"' in response.content.decode()


def test_plain_pages_speak_the_readers_language(visitor):
    assert '<html lang="nb"' in visitor.get("/fail/locked/", headers={"accept-language": "nb-NO,nb"}).content.decode()
    assert '<html lang="en"' in visitor.get("/fail/locked/", headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_503_when_the_session_cannot_be_read(cast, sign_in, error):
    """The database goes away between two requests: noticed not in a view but on the way to it."""
    client = sign_in(cast.alice)
    client.raise_request_exception = False

    def away(*_):
        raise error("gone")

    with connection.execute_wrapper(away):
        response = client.get("/fail/absent/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"


def test_503_when_the_session_cannot_be_written(cast, sign_in):
    """Noticed after the view, on the way back."""
    client = sign_in(cast.alice)
    client.raise_request_exception = False

    def locked(execute, sql, params, many, context):
        if sql.startswith("UPDATE"):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(locked):
        assert client.get("/remember/").status_code == 503
    assert client.get("/remember/").status_code == 200


def test_form_without_token_is_refused_kindly(db):
    address = f"{reverse('account_login')}?next=/me/"
    response = Client(enforce_csrf_checks=True).post(address, {"login": "a"})
    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()
    assert f'href="{address}"' in response.content.decode()


def test_huge_upload_is_refused_before_it_is_read(db, visitor, monkeypatch):
    monkeypatch.setattr(errors, "MOST_BYTES", 1000)
    small, large = visitor.post("/receive/", {"a": upload(10)}), visitor.post("/receive/", {"a": upload(2000)})
    assert (small.status_code, small.content) == (200, b"1")
    assert large.status_code == 413


def test_huge_form_is_refused(db, visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert visitor.post("/receive/", "a" * 2000, content_type="application/x-www-form-urlencoded").status_code == 413
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    assert visitor.post("/receive/", {"a": 1, "b": 2, "c": 3}).status_code == 413


def upload(size):
    return SimpleUploadedFile("answers.csv", b"x" * size)


SENT_TO = reverse("session_end_others")  # takes forms alone


@pytest.mark.parametrize(("language", "said"), [("en", "This address is not a page"), ("nb", "ikke en side")])
def test_an_address_of_forms_opened_as_a_page_says_what_it_is(cast, sign_in, language, said):
    cast.alice.language = language
    cast.alice.save()
    response = sign_in(cast.alice).get(SENT_TO, headers={"accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    page = response.content.decode()
    assert said in page
    assert 'class="btn btn-primary" href="/"' in page


def test_programs_get_the_bare_refusal(cast, sign_in):
    response = sign_in(cast.alice).get(SENT_TO, headers={"accept": "application/json"})
    assert (response.status_code, response.content) == (405, b"")


def test_the_refusal_is_the_same_whether_or_not_there_is_such_an_object(cast, sign_in):
    client, other = sign_in(cast.alice), cast.account.pk
    there, nowhere = (client.get(reverse("account_delete", args=[pk])) for pk in (other, other + 9999))
    assert there.status_code == nowhere.status_code == 405
    assert there.content == nowhere.content
