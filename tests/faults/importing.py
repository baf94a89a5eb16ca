"""Run as a script: prepares imports of revenue, and lets workers carry them out, one after the other, on request.

Lines on its input: `store N` and `undo N` have import N (counted from 0) carried out or undone; `work` starts a worker
and prints its process; `careless` makes twins of those to come. Workers are forked, so that one is at work at once
after another was killed.
"""

import os
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.changes import data_import_run as changes  # noqa: E402
from accounts.changes.data_import import keep_import, map_import  # noqa: E402
from accounts.models import Account, DataImport, Revenue, ServiceArea  # noqa: E402
from kamplan import jobs, worker  # noqa: E402
from tests import factories  # noqa: E402

MONTHS = 12
AREAS = ("Advice / Security", "Advice / Cloud", "Hardware", "Licences", "Support")


def prepare(number, size):
    """A third of the facts are there already, with other values; the areas of some are still to be made."""
    user = factories.UserFactory()
    role = factories.RoleFactory(user=user)
    accounts = [factories.AccountFactory(name=f"Account {n}", unit=role.unit, owner=user) for n in range(size)]
    areas = [ServiceArea.objects.create(name=name, order=order) for order, name in enumerate(AREAS[2:])]
    Revenue.objects.bulk_create(
        Revenue(account=account, area=areas[0], month=f"2025-{month:02d}-01", currency="NOK", revenue=month, margin=1)
        for account in accounts
        for month in range(1, MONTHS + 1)
    )
    for _ in range(number):
        row = keep_import(by=user, kind="revenue", file_name="facts.csv", content=file(size))
        row.options = {**row.options, "areas": True}
        map_import(row=row, accounts=Account.objects.all())


def file(size):
    lines = ["account;area;month;revenue;margin;recurring"]
    for account in range(size):
        for place, area in enumerate(AREAS):
            for month in range(1, MONTHS + 1):
                for recurring in ("yes", "no"):
                    sold = f"{1 + account} {100 + place},{month:02d}"
                    lines.append(f"Account {account};{area};2025-{month:02d};{sold};;{recurring}")
    return "\n".join(lines).encode()


def commit_each_row():
    """What the proof must find wanting."""
    record = changes.record

    def recorded(*given):
        connection.connection.commit()
        return record(*given)

    changes.record = recorded


def dawdle():
    """Rest after each word about how far it is, so that a blow can be aimed at any of them."""
    tell_aside = jobs.Job.tell_aside

    def told(job, *words):
        tell_aside(job, *words)
        time.sleep(0.05)

    jobs.Job.tell_aside = told


def work():
    connection.close()
    pid = os.fork()
    if pid == 0:
        worker.Worker().run()
        os._exit(0)
    answer(pid)
    os.waitpid(pid, 0)


def answer(word):
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def carry_out(act, number):
    """The number of the import."""
    row = DataImport.objects.defer("content").order_by("pk")[number]
    if act == "store":
        changes.start_import(row=row, partial=False, by=row.user)
    else:
        changes.start_undo(row=row, by=row.user, now=timezone.now() + timedelta(seconds=1))
    return row.pk


def serve():
    jobs.PAUSE = 0.0
    dawdle()
    worker.do_daily_work = worker.do_often_work = lambda now: None  # nothing but what is asked for
    answer("ready")
    for line in sys.stdin:
        act, *number = line.split()
        if act == "work":
            work()
        elif act == "careless":
            commit_each_row()
            answer("ready")
        else:
            answer(carry_out(act, int(number[0])))


if __name__ == "__main__":
    prepare(*map(int, sys.argv[1:]))
    serve()
