"""Property: true numbers, printed at any precision by any habit, never contradict each other."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from deckfacts.checks import run_checks
from tests.deckfacts.checks.notation import deck

# The same examples on every run: among small rounded numbers one line can be the sum of others by chance in all columns
# but one, which no rule tells from a contradiction (1, 101 and 101 with shares of 0.5%, 49.6% and 49.9%).
levels = st.decimals(min_value=1, max_value=99999, places=4, allow_nan=False)
places = st.integers(min_value=0, max_value=3)
habits = st.sampled_from([(ROUND_HALF_UP, ROUND_HALF_UP), (ROUND_DOWN, ROUND_HALF_UP), (ROUND_DOWN, ROUND_DOWN)])


def printed(value: Decimal, digits: int, rounding: str) -> str:
    """The value as a deck prints it, with so many digits behind the point."""
    return str(value.quantize(Decimal(1).scaleb(-digits), rounding=rounding))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.tuples(levels, levels), min_size=2, max_size=6), places, places, habits)
def test_table_of_true_numbers(
    rows: list[tuple[Decimal, Decimal]], digits: int, rates: int, habit: tuple[str, str]
) -> None:
    """Ensures that true levels, changes, growth, shares and a total never raise an alarm."""
    amount, rate = habit
    total = (sum((now for now, _ in rows), Decimal(0)), sum((before for _, before in rows), Decimal(0)))
    lines = []
    for number, (now, before) in enumerate([*rows, total]):
        name = f"revenue[Part {number}]" if number < len(rows) else "revenue"
        growth, share = (now / before - 1) * 100, now / total[0] * 100
        lines.append(
            f"| {name} 3Q {printed(now, digits, amount)}m ; {name} 3Q-1 {printed(before, digits, amount)}m ; "
            f"{name} 3Q yoy {printed(now - before, digits, amount)}m ; {name} 3Q yoy {printed(growth, rates, rate)}% ; "
            f"{name} 3Q share {printed(share, rates, rate)}%"
        )
    outcome = run_checks(*deck("\n".join(lines)))
    assert [check.message for check in outcome.failed] == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    levels,
    st.decimals(min_value=0, max_value=1, places=4),
    places,
    places,
    st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]),
)
def test_one_figure_at_two_precisions(level: Decimal, part: Decimal, one: int, other: int, rounding: str) -> None:
    """Ensures that a figure printed closely in one place and less closely in another is one figure."""
    profit = level * part
    text = (
        f"revenue FY {printed(level, one, rounding)}m\noperating_income FY {printed(profit, one, rounding)}m\n\n"
        f"| revenue FY {printed(level, other, rounding)}m\n| operating_income FY {printed(profit, other, rounding)}m\n"
        f"operating_margin FY {printed(part * 100, 1, ROUND_HALF_UP)}%"
    )
    assert [check.message for check in run_checks(*deck(text)).failed] == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(levels, min_size=4, max_size=4), places, places, st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_quarters_of_a_year(quarters: list[Decimal], digits: int, closer: int, rounding: str) -> None:
    """Ensures that true quarters, halves, nine months and the year, with their growth, never raise an alarm."""
    sums = {"1H": sum(quarters[:2]), "9M": sum(quarters[:3]), "FY": sum(quarters)}
    lines = [f"revenue {n}Q {printed(value, digits, rounding)}m" for n, value in enumerate(quarters, start=1)]
    lines += [f"revenue {name} {printed(Decimal(value), closer, rounding)}m" for name, value in sums.items()]
    growth = (quarters[2] / quarters[1] - 1) * 100
    lines.append(f"revenue 3Q qoq {printed(growth, 1, ROUND_HALF_UP)}%")
    assert [check.message for check in run_checks(*deck("\n".join(lines))).failed] == []
