"""The worker: does waiting tasks one by one, puts back what a dead worker left behind, and does what recurs."""

import logging
import os
import signal
import time
from datetime import datetime, timedelta
from types import FrameType

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult

from kamplan.daily import do_daily_work
from kamplan.jobs import SILENCE, Stopped, put_back_abandoned, run_job
from kamplan.often import do_often_work

logger = logging.getLogger("kamplan")

POLL = 1.0  # seconds between two looks when there is nothing to do
TIDY = 15.0
OFTEN = 15.0
DAILY = 600.0
MOST_TRIES = 5  # of a task that is no job, such as a mail
PATIENCE = timedelta(minutes=5)  # before a failed one is tried again


class Worker:
    """One process that works until it is told to stop. Being killed instead loses nothing."""

    def __init__(self) -> None:
        self.stopping = False
        self.next_tidy = self.next_often = self.next_daily = 0.0
        self.tasks = TaskRunner(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        try:
            while not self.stopping:
                if not self.turn():
                    time.sleep(POLL)
        except Stopped:
            return

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Leave what is being done at once; the job goes back. A second signal does not even wait for that."""
        if self.stopping:
            os._exit(1)
        self.stopping = True
        raise Stopped

    def turn(self) -> bool:
        """One task, and whatever else is due; was there a task?"""
        try:
            close_old_connections()
            self.tidy(time.monotonic())
            if not DBTaskResult.objects.ready().exists():
                return False
            self.tasks.run()
        except (OperationalError, InterfaceError):
            logger.warning("The database is locked or away; trying again", exc_info=True)
            connection.close()
            return False
        return True

    def tidy(self, clock: float) -> None:
        if clock >= self.next_tidy:
            self.next_tidy = clock + TIDY
            put_back_abandoned(timezone.now())
            put_back_tasks(timezone.now())
        if clock >= self.next_often:
            self.next_often = clock + OFTEN
            do_often_work(timezone.now())
        if clock >= self.next_daily:
            self.next_daily = clock + DAILY
            do_daily_work(timezone.now())


def put_back_tasks(now: datetime) -> int:
    """Tasks that are no jobs, mails for example: those whose worker died, and those that failed, up to some tries."""
    died = Q(status=TaskResultStatus.RUNNING, started_at__lt=now - SILENCE)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - PATIENCE, finished_at__gt=now - timedelta(days=1))
    tasks = DBTaskResult.objects.filter(died | failed).exclude(task_path=run_job.module_path)
    again = [pk for pk, workers in tasks.values_list("pk", "worker_ids") if len(workers) < MOST_TRIES]
    return DBTaskResult.objects.filter(pk__in=again).filter(died | failed).update(status=TaskResultStatus.READY)
