"""How long answering takes, told before somebody begins: a rounded promise, not a measurement."""

SECONDS_PER_RATING = 6
SECONDS_PER_QUESTION = 10  # those about the whole
SECONDS_AROUND = 20  # reading whom it is for, looking over the answers, sending


def minutes_to_answer(*, ratings: int, questions: int) -> int:
    """Whole minutes, at least one, for one who rates without writing comments."""
    seconds = SECONDS_AROUND + SECONDS_PER_RATING * ratings + SECONDS_PER_QUESTION * questions
    return max(1, round(seconds / 60))
