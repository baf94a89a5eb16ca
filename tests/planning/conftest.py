"""Files a test writes or removes lie in a folder of its own."""

import pytest


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.VAR = tmp_path
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    settings.EMAIL_FILE_PATH.mkdir()
    return tmp_path
