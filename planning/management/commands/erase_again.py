"""`manage.py erase_again`: after a restore, erase again who was erased since the backup was made."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from planning.changes.erased import erase_again, list_of_erasures


class Command(BaseCommand):
    help = "Erase again whoever the list of erasures in the data folder names and a restored backup brought back."

    def handle(self, *args: Any, **options: Any) -> None:
        done, refused = erase_again(now=timezone.now())
        self.stdout.write(f"{done} erased again, by the list {list_of_erasures()}.")
        if refused:
            self.stdout.write(f"{refused} still own accounts in this backup: hand those over, then run this again.")
