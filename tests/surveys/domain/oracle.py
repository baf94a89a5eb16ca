"""Somebody else's arithmetic, which ours must agree with; it takes a second to load, so only who asks waits for it."""


def described(numbers, **options):
    from statsmodels.stats.weightstats import DescrStatsW

    return DescrStatsW(numbers, **options)


def compared(first, second):
    from statsmodels.stats.weightstats import CompareMeans

    return CompareMeans(described(first), described(second))


def corrected(ps):
    """By Holm."""
    from statsmodels.stats.multitest import multipletests

    return list(multipletests(ps, method="holm")[1])
