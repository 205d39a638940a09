"""Tests of cards and rows of columns: what a slide sets apart is read apart."""

from tests.extractors.pdf.drawing import Sheet
from tests.extractors.pdf.notation import outline, read_sheets

CARDS = [
    ("$307.5M", "Total Revenue", "+24% Y/Y"),
    ("114%", "Net Retention", "+3 pts Y/Y"),
    ("6,200", "Customers", "+19% Y/Y"),
]


def cards(*, framed: bool) -> Sheet:
    """Three figures with their names and changes side by side, over two columns of bullets."""
    sheet = Sheet().text(40, 50, "Quarter at a glance", 24)
    for at, (figure, name, change) in enumerate(CARDS):
        x = 40 + 220 * at
        if framed:
            sheet.box(x, 90, x + 200, 190, (0.93, 0.93, 0.98))
        sheet.text(x + 60, 120, figure, 24).text(x + 62, 145, name, 11).text(x + 66, 170, change, 11)
    for x, topic in ((40, "Business"), (380, "Finance")):
        sheet.text(x, 240, topic, 13, bold=True)
        sheet.text(x, 262, "•", 12).text(x + 16, 262, f"{topic} went well in every country where we are active", 12)
        sheet.text(x, 284, "•", 12).text(x + 16, 284, f"{topic} is sound", 12)
    return sheet


EXPECTED = [
    "# Quarter at a glance",
    *(line for figure, name, change in CARDS for line in (f"{name} {figure}", change)),
    "## Business",
    "* Business went well in every country where we are active",
    "* Business is sound",
    "## Finance",
    "* Finance went well in every country where we are active",
    "* Finance is sound",
]


def test_cards_keep_figure_name_and_change_together() -> None:
    """Ensures that each card is read for itself, and the columns below it after all of them."""
    assert outline(read_sheets(cards(framed=True)).slides[0]) == EXPECTED


def test_columns_without_cards_are_read_row_by_row_of_columns() -> None:
    """Ensures that an empty strip across the page parts figures side by side from columns of text below them."""
    assert outline(read_sheets(cards(framed=False)).slides[0]) == EXPECTED


def test_labels_lead_what_stands_beside_them() -> None:
    """Ensures that a column of labels is read with what is beside each, as a list and not as two columns."""
    sheet = Sheet().text(40, 50, "Fund characteristics", 24)
    rows = [
        ("Portfolio", ["57 operational assets", "Access to buy future assets"]),
        ("Dividends", ["Raised by 1% to 3.41p", "Paid twice a year to all"]),
        ("Discount rate", ["7.82% weighted average", "Range of 7.19% to 8.46%"]),
    ]
    y = 120
    for label, lines in rows:
        sheet.text(40, y, label, 12, bold=True)
        for at, line in enumerate(lines):
            sheet.text(260, y + 18 * at, "•", 12).text(276, y + 18 * at, line, 12)
        y += 60
    assert outline(read_sheets(sheet).slides[0]) == [
        "# Fund characteristics",
        *(text for label, lines in rows for text in (f"## {label}", *(f"* {line}" for line in lines))),
    ]


def test_pictures_are_refused_as_a_whole() -> None:
    """Ensures that a bitmap which may be a chart is named with its place, and neither a background nor a logo is."""
    sheets = [
        Sheet().picture(0, 0, 720, 540).picture(660, 10, 715, 40).text(40, 50, f"Topic {at}", 24) for at in range(3)
    ]
    sheets[1].picture(100, 120, 500, 400)
    (place,) = read_sheets(*sheets).pictures
    assert place.page == 2
    assert place.bbox is not None
    assert (round(place.bbox.x0), round(place.bbox.bottom)) == (100, 400)
