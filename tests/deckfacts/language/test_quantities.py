"""Printed numbers on the left, what they mean on the right."""

from decimal import Decimal

import pytest

from deckfacts.language.numerals import writes_decimal_commas
from deckfacts.language.quantities import Quantity, find_quantities

MONEY = [
    # text, home currency, printed, value, unit, decimals
    ("Revenue JPY50,789 million (up", None, "JPY50,789 million", "50789000000", "JPY", -6),
    ("others : JPY602", "JPY", "JPY602", "602", "JPY", 0),
    ("cost of approximately JPY 350 million", "JPY", "JPY 350 million", "350000000", "JPY", -6),
    ("target JPY73.0 billion", "JPY", "JPY73.0 billion", "73000000000", "JPY", -8),
    ("EUR 3.2bn", None, "EUR 3.2bn", "3200000000", "EUR", -8),
    ("sales of 5.0 billion yen", None, "5.0 billion yen", "5000000000", "JPY", -8),
    ("Rs. 1,234 crore", None, "Rs. 1,234 crore", "12340000000", "INR", -7),
    ("Rs 12.5 lakh crore", "INR", "Rs 12.5 lakh crore", "12500000000000", "INR", -11),
    ("₹ 45 lakh", None, "₹ 45 lakh", "4500000", "INR", -5),
    ("£795.8m", None, "£795.8m", "795800000", "GBP", -5),
    ("of £795.8 m at", "GBP", "£795.8 m", "795800000", "GBP", -5),
    ("$1,076M", None, "$1,076M", "1076000000", "USD", -6),
    ("US$2.3B", None, "US$2.3B", "2300000000", "USD", -8),
    ("Net Income $77.7mn¹", None, "$77.7mn", "77700000", "USD", -5),
    ("$19.8bn loans", None, "$19.8bn", "19800000000", "USD", -8),
    ("$525mm of debt", None, "$525mm", "525000000", "USD", -6),
    ("12,345 MEUR", None, "12,345 MEUR", "12345000000", "EUR", -6),
    ("345 €m", None, "345 €m", "345000000", "EUR", -6),
    ("345 EURm", None, "345 EURm", "345000000", "EUR", -6),
    ("EURm 345", None, "EURm 345", "345000000", "EUR", -6),
    ("345 SEK m", None, "345 SEK m", "345000000", "SEK", -6),
    ("1,250 MSEK", None, "1,250 MSEK", "1250000000", "SEK", -6),
    ("500 tkr", "SEK", "500 tkr", "500000", "SEK", -3),
    ("TEUR 812", None, "TEUR 812", "812000", "EUR", -3),
    ("k€ 812", None, "k€ 812", "812000", "EUR", -3),
    ("3.4 Mrd. €", None, "3.4 Mrd. €", "3400000000", "EUR", -8),
    ("812 Mio. EUR", None, "812 Mio. EUR", "812000000", "EUR", -6),
    ("¥1.2 trillion", None, "¥1.2 trillion", "1200000000000", "JPY", -11),
    ("¥1.2 billion", "CNY", "¥1.2 billion", "1200000000", "CNY", -8),
    ("RMB1.2 billion", None, "RMB1.2 billion", "1200000000", "CNY", -8),
    ("CN¥ 980 million", None, "CN¥ 980 million", "980000000", "CNY", -6),
    ("売上高1,234億円", None, "1,234億円", "123400000000", "JPY", -8),
    ("12,345百万円", None, "12,345百万円", "12345000000", "JPY", -6),
    ("純利益5兆円", None, "5兆円", "5000000000000", "JPY", -12),
    ("1兆2,345億円", None, "1兆2,345億円", "1234500000000", "JPY", -8),
    ("3億5,000万円", None, "3億5,000万円", "350000000", "JPY", -4),
    ("配当金 50円", None, "50円", "50", "JPY", 0),
    ("１，２３４百万円", None, "１，２３４百万円", "1234000000", "JPY", -6),
    ("매출 1조 5,000억원", None, "1조 5,000억원", "1500000000000", "KRW", -8),
    ("HK$3,456 million", None, "HK$3,456 million", "3456000000", "HKD", -6),
    ("NT$12.3bn", None, "NT$12.3bn", "12300000000", "TWD", -8),
    ("R$ 45.6 million", None, "R$ 45.6 million", "45600000", "BRL", -5),
    ("S$1.2m", None, "S$1.2m", "1200000", "SGD", -5),
    ("NZ$88m", None, "NZ$88m", "88000000", "NZD", -6),
    ("C$1.05 billion", None, "C$1.05 billion", "1050000000", "CAD", -7),
    ("$12 million", "AUD", "$12 million", "12000000", "AUD", -6),
    ("R1,234 million", "ZAR", "R1,234 million", "1234000000", "ZAR", -6),
    ("kr 500 million", "NOK", "kr 500 million", "500000000", "NOK", -6),
    ("CHF 1'234 million", None, "CHF 1'234 million", "1234000000", "CHF", -6),
    ("Rp 1.2 trillion", None, "Rp 1.2 trillion", "1200000000000", "IDR", -11),
    ("Baht 3,210 million", None, "Baht 3,210 million", "3210000000", "THB", -6),
    ("RM 45 million", None, "RM 45 million", "45000000", "MYR", -6),
    ("₩1.5 trillion", None, "₩1.5 trillion", "1500000000000", "KRW", -11),
    ("PLN 12.5k", None, "PLN 12.5k", "12500", "PLN", -2),
    ("2.2 billion U.S. dollars", None, "2.2 billion U.S. dollars", "2200000000", "USD", -8),
    ("800 million euros", None, "800 million euros", "800000000", "EUR", -6),
    ("a $25-million facility", None, "$25-million", "25000000", "USD", -6),
    ("48 $19.4", None, "$19.4", "19.4", "USD", 1),
    ("$ 1 ,247", None, "$ 1 ,247", "1247", "USD", 0),
    ("c.£1 billion", None, "£1 billion", "1000000000", "GBP", -9),
    ("5 000 MEUR", None, "5 000 MEUR", "5000000000", "EUR", -6),
    ("1.234.567,89 €", None, "1.234.567,89 €", "1234567.89", "EUR", 2),
    ("1,5 Mio. €", None, "1,5 Mio. €", "1500000", "EUR", -5),
    ("3.41p", "GBP", "3.41p", "0.0341", "GBP", 4),
    ("SEK 4 318 m (4 461)", None, "SEK 4 318 m", "4318000000", "SEK", -6),
    ("NOK 1 234 million", None, "NOK 1 234 million", "1234000000", "NOK", -6),
    ("€ 1 204,5 m", None, "€ 1 204,5 m", "1204500000", "EUR", -5),
    ("R4 318 million", "ZAR", "R4 318 million", "4318000000", "ZAR", -6),
    ("SEK 250 000 000 of bonds", None, "SEK 250 000 000", "250000000", "SEK", 0),
    ("SEK 4 318-4 500", "SEK", "SEK 4 318", "4318", "SEK", 0),
    ("SEK 4 318-4 500", "SEK", "4 500", "4500", "SEK", 0),
    ("18 pence", None, "18 pence", "0.18", "GBP", 2),
]
NEGATIVE = [
    ("(37.5%)", None, "(37.5%)", "-37.5", "percent", 1),
    ("Operating income 1,844 (37.5%)", None, "(37.5%)", "-37.5", "percent", 1),
    ("Segment loss ($18M)", None, "($18M)", "-18000000", "USD", -6),
    ("(JPY18,764)", None, "(JPY18,764)", "-18764", "JPY", 0),
    ("(£64.8 m)", None, "(£64.8 m)", "-64800000", "GBP", -5),
    ("$(72)M", None, "$(72)M", "-72000000", "USD", -6),
    ("$ ( 138)", None, "$ ( 138)", "-138", "USD", 0),
    ("($72)M", None, "($72)M", "-72000000", "USD", -6),
    ("(105) million", None, "(105) million", "-105000000", None, -6),
    ("(5.1)%", None, "(5.1)%", "-5.1", "percent", 1),
    ("(0.01)", None, "(0.01)", "-0.01", None, 2),
    ("(2,516)", None, "(2,516)", "-2516", None, 0),
    ("（1,234）", None, "（1,234）", "-1234", None, 0),
    ("SEK -1 204 m", None, "SEK -1 204 m", "-1204000000", "SEK", -6),
    ("SEK (1 204) m", None, "SEK (1 204) m", "-1204000000", "SEK", -6),
    ("(6.5p)", "GBP", "(6.5p)", "-0.065", "GBP", 3),
    ("net loss of ($5 million)", None, "($5 million)", "-5000000", "USD", -6),
    ("-5%", None, "-5%", "-5", "percent", 0),
    ("−5.2%", None, "−5.2%", "-5.2", "percent", 1),
    ("–0.3", None, "–0.3", "-0.3", None, 1),
    ("▲37.5%", None, "▲37.5%", "-37.5", "percent", 1),
    ("▲ 37", None, "▲ 37", "-37", None, 0),
    ("△5", None, "△5", "-5", None, 0),
    ("(△1,234)", None, "△1,234", "-1234", None, 0),
    ("-$5.2m", None, "-$5.2m", "-5200000", "USD", -5),
    ("$-5.2m", None, "$-5.2m", "-5200000", "USD", -5),
    ("EUR -3 million", None, "EUR -3 million", "-3000000", "EUR", -6),
    ("▲1,234百万円", None, "▲1,234百万円", "-1234000000", "JPY", -6),
    ("(-5%)", None, "-5%", "-5", "percent", 0),
    ("(50 bps)", None, "(50 bps)", "-50", "basis_point", 0),
]
NOT_NEGATIVE = [
    ("(up 5.0% YoY)", None, "5.0%", "5.0", "percent", 1),
    ("Total shares (approximately 3% of outstanding)", None, "3%", "3", "percent", 0),
    ("new shares (c.10%)", None, "10%", "10", "percent", 0),
    ("+8.5%", None, "+8.5%", "8.5", "percent", 1),
    ("(+5.2%)", None, "+5.2%", "5.2", "percent", 1),
    ("up 5% ($12 million)", None, "$12 million", "12000000", "USD", -6),
    ("was 9 months (JPY3,682 million) compared", None, "JPY3,682 million", "3682000000", "JPY", -6),
    ("net income of $5m ($0.56 per share)", None, "$0.56 per share", "0.56", "USD/share", 2),
    ("(9 months)", None, "9 months", "9", "month", 0),
    ("(contract worker 14)", None, "14", "14", None, 0),
    ("net debt of $5m (1.5x)", None, "1.5x", "1.5", "ratio", 1),
    ("- 5.0%", None, "5.0%", "5.0", "percent", 1),
    ("Street Lighting-50%", None, "50%", "50", "percent", 0),
]
RATES = [
    ("16.0%", None, "16.0%", "16.0", "percent", 1),
    ("5 %", None, "5 %", "5", "percent", 0),
    ("５．０％", None, "５．０％", "5.0", "percent", 1),
    ("5,0%", None, "5,0%", "5.0", "percent", 1),
    ("0,125 %", None, "0,125 %", "0.125", "percent", 3),
    ("12 percent", None, "12 percent", "12", "percent", 0),
    ("12.5 per cent of", None, "12.5 per cent", "12.5", "percent", 1),
    ("7 pct", None, "7 pct", "7", "percent", 0),
    ("5% p.a.", None, "5%", "5", "percent", 0),
    ("<i>80.8%</i> 14.2", None, "80.8%", "80.8", "percent", 1),
    ("5.0%*2", None, "5.0%", "5.0", "percent", 1),
    (".75%", None, ".75%", "0.75", "percent", 2),
    ("up 0.2 points YoY", None, "0.2 points", "0.2", "percentage_point", 1),
    ("up 3 ppts", None, "3 ppts", "3", "percentage_point", 0),
    ("+1.2pp", None, "+1.2pp", "1.2", "percentage_point", 1),
    ("0.5 pts", None, "0.5 pts", "0.5", "percentage_point", 1),
    ("1.2%p", None, "1.2%p", "1.2", "percentage_point", 1),
    ("2.5%pt", None, "2.5%pt", "2.5", "percentage_point", 1),
    ("0.5%-points", None, "0.5%-points", "0.5", "percentage_point", 1),
    ("2 percentage points", None, "2 percentage points", "2", "percentage_point", 0),
    ("1.5ポイント", None, "1.5ポイント", "1.5", "percentage_point", 1),
    ("approximately 90 basis points", None, "90 basis points", "90", "basis_point", 0),
    ("30 bps", None, "30 bps", "30", "basis_point", 0),
    ("25bp", None, "25bp", "25", "basis_point", 0),
    ("1.5x", None, "1.5x", "1.5", "ratio", 1),
    ("1.5 times", None, "1.5 times", "1.5", "ratio", 1),
    ("2.0倍", None, "2.0倍", "2.0", "ratio", 1),
    ("3-fold", None, "3-fold", "3", "ratio", 0),
]
PER_SHARE = [
    ("$0.56 per share", None, "$0.56 per share", "0.56", "USD/share", 2),
    ("70.5 cents per share", None, "70.5 cents per share", "0.705", "USD/share", 3),
    ("JPY6,336 per share", None, "JPY6,336 per share", "6336", "JPY/share", 0),
    ("EPS of 12.3 cps;", "USD", "12.3 cps", "0.123", "USD/share", 3),
    ("12.3 cps", "AUD", "12.3 cps", "0.123", "AUD/share", 3),
    ("a dividend of 3.375pps", "GBP", "3.375pps", "0.03375", "GBP/share", 5),
    ("18.77 Australian cents per share", "USD", "18.77 Australian cents per share", "0.1877", "AUD/share", 4),
    ("$1.10 per diluted share", None, "$1.10 per diluted share", "1.10", "USD/share", 2),
    ("US$0.42/share", None, "US$0.42/share", "0.42", "USD/share", 2),
    ("€0.85 per ordinary share", None, "€0.85 per ordinary share", "0.85", "EUR/share", 2),
    ("RMB2.10 per ADS", None, "RMB2.10 per ADS", "2.10", "CNY/share", 2),
    ("2.5 cents per unit", "SGD", "2.5 cents per unit", "0.025", "SGD/share", 3),
]
COUNTS = [
    ("reached 18,000 contracts reaching", None, "18,000 contracts", "18000", "contract", 0),
    ("increased by 27 employees QoQ", None, "27 employees", "27", "person", 0),
    ("about 100 outsourcing personnel after", None, "100 outsourcing personnel", "100", "person", 0),
    ("reached 476.6 Gbps.", None, "476.6 Gbps", "476.6", "Gbps", 1),
    ("over 1Gbps connectivity", None, "1Gbps", "1", "Gbps", 0),
    ("305,000+ customer accounts", None, "305,000+ customer accounts", "305000", "account", 0),
    ("19.2 years", None, "19.2 years", "19.2", "year", 1),
    ("approximately 41 million shares (approximately", None, "41 million shares", "41000000", "share", -6),
    ("81.2m new ordinary shares", None, "81.2m new ordinary shares", "81200000", "share", -5),
    ("35 stores", None, "35 stores", "35", "store", 0),
    ("1,234 MW", None, "1,234 MW", "1234", "MW", 0),
    ("12.5 million tonnes", None, "12.5 million tonnes", "12500000", "tonne", -5),
    ("350 km", None, "350 km", "350", "km", 0),
    ("20,000 sq ft", None, "20,000 sq ft", "20000", "sq ft", 0),
    ("4,500 m²", None, "4,500 m²", "4500", "m²", 0),
    ("1,200 FTEs", None, "1,200 FTEs", "1200", "person", 0),
    ("a staff of 350 people", None, "350 people", "350", "person", 0),
    ("約1,200人", None, "1,200人", "1200", "person", 0),
    ("店舗数 35店舗", None, "35店舗", "35", "store", 0),
    ("9 months", None, "9 months", "9", "month", 0),
    ("4 new subsidiaries", None, "4 new subsidiaries", "4", "subsidiary", 0),
    ("57 operational assets", None, "57", "57", None, 0),
    ("2.4 million active users", None, "2.4 million active users", "2400000", "user", -5),
    ("12 branches", None, "12 branches", "12", "branch", 0),
    ("210 properties in", None, "210 properties", "210", "property", 0),
    ("1 acquisition", None, "1 acquisition", "1", "acquisition", 0),
    ("45 CATVs", None, "45 CATVs", "45", "CATV", 0),
    ("820 koz", None, "820 koz", "820", "koz", 0),
    ("8 sales offices", None, "8 sales offices", "8", "office", 0),
    ("22 warehouses", None, "22 warehouses", "22", "warehouse", 0),
    ("5 million", None, "5 million", "5000000", None, -6),
    ("June 30, 2022 Twelve Months Ended", None, "2022", "2022", None, 0),
    ("June 30 Twelve Months Ended", None, "30", "30", None, 0),
    ("in 2,015 total", None, "2,015", "2015", None, 0),
    ("sales of 500 in Europe", None, "500", "500", None, 0),
    ("811.6m", None, "811.6m", "811600000", None, -5),
]
BARE = [
    ("1,234,567", None, "1,234,567", "1234567", None, 0),
    ("12,34,567", None, "12,34,567", "1234567", None, 0),
    ("1'234'567.5", None, "1'234'567.5", "1234567.5", None, 1),
    ("1\u202f234\u202f567", None, "1\u202f234\u202f567", "1234567", None, 0),
    ("12 345", "SEK", "12 345", "12345", None, 0),
    ("a total of 4 318 million", "SEK", "4 318 million", "4318000000", None, -6),
    ("employees 6 214 (6 380)", "SEK", "6 214", "6214", None, 0),
    ("(5 702 at June 30)", "NOK", "5 702", "5702", None, 0),
    ("1.234.567", None, "1.234.567", "1234567", None, 0),
    ("5,0", "EUR", "5,0", "5.0", None, 1),
    ("(461,7)", "BRL", "(461,7)", "-461.7", None, 1),
    ("(5,4)", "EUR", "(5,4)", "-5.4", None, 1),
    ("SEK 1,87 (2,25)", None, "(2,25)", "-2.25", None, 2),
    ("margin 11,9 percent (12,3)", None, "(12,3)", "-12.3", None, 1),
    ("1,234(1)", None, "1,234", "1234", None, 0),
    ("3Q07：6.7", None, "6.7", "6.7", None, 1),
    ("0.6526 over", None, "0.6526", "0.6526", None, 4),
]


def printed(text: str, quantity: Quantity) -> str:
    """What a quantity covers."""
    return text[quantity.start : quantity.end]


@pytest.mark.parametrize(
    ("text", "home", "expected", "value", "unit", "decimals"),
    [*MONEY, *NEGATIVE, *NOT_NEGATIVE, *RATES, *PER_SHARE, *COUNTS, *BARE],
)
def test_reads_what_is_printed(
    *, text: str, home: str | None, expected: str, value: str, unit: str | None, decimals: int
) -> None:
    """Ensures that a printed number is found whole, with its sign, unit and precision."""
    found = {printed(text, quantity): quantity for quantity in find_quantities(text, home_currency=home)}
    assert expected in found
    quantity = found[expected]
    assert (quantity.value, quantity.unit, quantity.decimals) == (Decimal(value), unit, decimals)


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("(37.5%)", True),
        ("-5%", True),
        ("+5%", True),
        ("▲5", True),
        ("37.5%", False),
        ("(up 5.0%)", False),
        ("±5%", False),
    ],
)
def test_tells_whether_a_sign_is_printed(text: str, *, signed: bool) -> None:
    """Ensures that a reader can tell a printed sign from none."""
    assert [quantity.signed for quantity in find_quantities(text)] == [signed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80.8% 14.2", ["80.8%", "14.2"]),
        ("2,599\t2,605\t2,617", ["2,599", "2,605", "2,617"]),
        ("EBITDA 2,117 2,018 (5) 1", ["2,117", "2,018", "(5)", "1"]),
        ("$ 103 117 112", ["$ 103", "117", "112"]),
        ("SEK 512 498 476 412", ["SEK 512", "498", "476", "412"]),
        ("USD 4 318 1 204", ["USD 4", "318", "1", "204"]),
        ("USD 123 456-7890", ["USD 123"]),
        ("(1,2)", []),
        ("margin 11.9 percent (12,3)", ["11.9 percent"]),
        ("11,9 percent (1,2)", ["11,9 percent"]),
        ("employees 214 198", ["214", "198"]),
        ("13.6/12.8", ["13.6", "12.8"]),
        ("Revenue 5.0% -3.2%", ["5.0%", "-3.2%"]),
        ("1) about 100 staff, 2)network approx. JPY100 million, 4)others", ["100 staff", "JPY100 million"]),
        ("(19,614)\t(19,555)\t(59)", ["(19,614)", "(19,555)", "(59)"]),
        ("EUR 345 EUR 400", ["EUR 345", "EUR 400"]),
        ("fulltime worker : 13, contract worker 14", ["13", "14"]),
        ("7 months (JPY2,537 million) for", ["7 months", "JPY2,537 million"]),
    ],
)
def test_keeps_neighbours_apart(text: str, expected: list[str]) -> None:
    """Ensures that each number of a line is one quantity and takes nothing from the next."""
    assert [printed(text, quantity) for quantity in find_quantities(text)] == expected


def test_gives_each_part_its_place() -> None:
    """Ensures that the digits, the phrase counted and the whole are told apart, in the text as given."""
    text = "Reduction in about 100 outsourcing personnel"
    (quantity,) = find_quantities(text)
    assert text[quantity.number_start : quantity.number_end] == "100"
    assert (quantity.counted, quantity.unit, quantity.places) == ("outsourcing personnel", "person", 0)
    assert (quantity.magnitude, quantity.scale) == (Decimal(100), None)


def test_takes_nothing_that_is_claimed() -> None:
    """Ensures that digits of dates and periods found by others are left alone, and bound what is beside them."""
    text = "JPY13,603 million in 3Q08:6.9% as of December 31, 2008"
    taken = [(21, 25), (text.index("December"), len(text))]
    assert [printed(text, q) for q in find_quantities(text, taken=taken)] == ["JPY13,603 million", "6.9%"]


def test_leaves_the_rest_of_a_cut_number() -> None:
    """Ensures that a number of which others claim the front is not read as what is left of it."""
    assert find_quantities("Down 26.2% YoY", taken=[(0, 7)]) == ()


def test_leaves_a_shared_currency_sign_open() -> None:
    """Ensures that nothing is guessed where a sign belongs to several countries and the company's is unknown."""
    (quantity,) = find_quantities("kr 500 million")
    assert (quantity.unit, quantity.kind, quantity.scale) == (None, "money", 6)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Umsatz 1.204", "1.115,5"], True),
        (["Wachstum 8,0 %"], True),
        (["1.204", "12,345"], False),
        (["1.204", "8,0"], True),
        (["1.204", "1,2"], False),
        (["1.204", "5,12"], False),  # two notes
        (["1.204", "12,13"], False),
        (["1.115,5", "12.5 million"], False),
        (["1.115,5 on 31.12.2024"], True),
    ],
)
def test_tells_how_decimals_are_written(*, texts: list[str], expected: bool) -> None:
    """Ensures that numbers of one kind alone say what a lone point is."""
    assert writes_decimal_commas(texts) is expected
