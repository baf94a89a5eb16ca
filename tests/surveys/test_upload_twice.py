"""Two clicks at the very same moment make one survey."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from accounts.models import Role
from kamplan.jobs import Job
from surveys.models import Respondent, Survey, Upload
from tests import factories

REFERENCE = Path("surveys/data/figur12_answers.csv").read_bytes()
CLICKS = 4


def test_confirmed_by_several_requests_at_once(sign_in, really_committed):
    unit = factories.UnitFactory(name="Bergen")
    alice = factories.UserFactory(name="Alice")
    factories.RoleFactory(user=alice, unit=unit, kind=Role.Kind.KAM)
    file = SimpleUploadedFile("answers.csv", REFERENCE)
    sign_in(alice).post("/surveys/new/", {"file": file, "title": "Once", "unit": unit.pk, "scale": "1-10"})
    address = f"/surveys/uploads/{Upload.objects.get().pk}/"
    clients = [sign_in(alice) for _ in range(CLICKS)]
    ready = Barrier(CLICKS, timeout=30)

    def confirm(client):
        ready.wait()
        try:
            return client.post(address, {"title": "Once"}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(confirm, clients))

    assert set(answers) == {302}
    assert Survey.objects.count() == Job.objects.count() == 1
    assert Respondent.objects.count() == 8
