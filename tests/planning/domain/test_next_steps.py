"""What a user is told to do next."""

from planning.domain.next_steps import ADMINISTERING, KEEPING_ACCOUNTS, READING, Step, next_steps


def steps(**given):
    return next_steps(**{"administers": False, "keeps_accounts": False, "sees_surveys": True, "done": {}, **given})


def test_each_kind_of_work_has_its_own_steps():
    assert [progress.step for progress in steps(administers=True)] == list(ADMINISTERING)
    assert [progress.step for progress in steps(keeps_accounts=True)] == list(KEEPING_ACCOUNTS)
    assert [progress.step for progress in steps()] == list(READING)


def test_who_only_reads_is_sent_to_surveys_once_there_is_one():
    assert [progress.step for progress in steps(sees_surveys=False)] == [Step.OPEN_ACCOUNT]
    assert Step.READ_DASHBOARD in [progress.step for progress in steps(keeps_accounts=True, sees_surveys=False)]


def test_who_does_both_begins_with_administering():
    both = [progress.step for progress in steps(administers=True, keeps_accounts=True)]
    assert both == [*ADMINISTERING, *KEEPING_ACCOUNTS]


def test_the_first_open_step_is_the_next_and_no_other():
    done = {Step.CREATE_ACCOUNT: True, Step.ADD_CONTACTS: False}
    progress = steps(keeps_accounts=True, done=done)
    assert [step.is_done for step in progress] == [True, False, False, False]
    assert [step.is_next for step in progress] == [False, True, False, False]


def test_nothing_is_next_when_all_is_done():
    progress = steps(keeps_accounts=True, done=dict.fromkeys(KEEPING_ACCOUNTS, True))
    assert not any(step.is_next for step in progress)
