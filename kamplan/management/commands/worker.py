"""`manage.py worker`: does the long work, sends the mail, keeps the deadlines; runs until it is stopped."""

import logging
from typing import Any

from django.core.management.base import BaseCommand

from kamplan.worker import Worker


class Command(BaseCommand):
    help = "Do waiting jobs, mail and daily purges until stopped. Several may run at once."

    def handle(self, **options: Any) -> None:
        logging.getLogger("django_tasks").setLevel(logging.WARNING)
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        self.stdout.write("The worker is at work.")
        self.stdout.flush()
        Worker().run()
