"""Concepts: labels as companies print them on the left, what they mean on the right."""

import re
import tomllib
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from deckfacts.concepts import Concept, catalogue, find_basis, find_concepts, remainder, resolve_concept
from deckfacts.contract import Basis, Measure
from deckfacts.naming.lexicon import CATALOGUE_FILE

LEVEL, CHANGE, GROWTH, SHARE = Measure.LEVEL, Measure.CHANGE, Measure.PERCENT_CHANGE, Measure.SHARE

INCOME_STATEMENT = [
    ("Revenue", "money", LEVEL, "revenue", ""),
    ("Total Revenues", "money", LEVEL, "revenue", ""),
    ("NET SALES", "money", LEVEL, "revenue", ""),
    ("Group revenue", "money", LEVEL, "revenue", ""),
    ("Turnover", "money", LEVEL, "revenue", ""),
    ("Communications Revenue", "money", LEVEL, "revenue", "Communications"),
    ("Revenue from systems construction (one-time revenue)", "money", LEVEL, "revenue", "systems construction"),
    ("Connectivity services for corporate use: revenues", "percent", GROWTH, "revenue",
     "Connectivity services for corporate use"),
    ("Y/Y Communications Organic Revenue Growth", "percent", GROWTH, "revenue", "Communications"),
    ("Rest of World revenue", "money", LEVEL, "revenue", "Rest of World"),
    ("U.S. revenue", "money", LEVEL, "revenue", "U.S."),
    ("Revenue by segment", "money", LEVEL, "revenue", ""),
    ("Revenue ($ in millions)", "money", LEVEL, "revenue", ""),
    ("Revenue (EUR m)", "money", LEVEL, "revenue", ""),
    ("Revenue, US$ million", "money", LEVEL, "revenue", ""),
    ("EMEA net sales growth, constant currency", "percent", GROWTH, "revenue", "EMEA"),
    ("Increase in subscription revenue", "money", CHANGE, "revenue", "subscription"),
    ("Share of revenue from exports", "percent", SHARE, "revenue", "exports"),
    ("FY2024 revenue guidance", "money", LEVEL, "revenue", ""),
    ("Recurring revenues", "money", LEVEL, "recurring_revenue", ""),
    ("Cost of SI revenue", "money", LEVEL, "cost_of_revenue", "SI"),
    ("Total cost of revenues", "money", LEVEL, "cost_of_revenue", ""),
    ("Cost of goods sold", "money", LEVEL, "cost_of_revenue", ""),
    ("COGS", "money", LEVEL, "cost_of_revenue", ""),
    ("Cost of cloud services revenue", "percent", GROWTH, "cost_of_revenue", "cloud services"),
    ("Gross Margin", "money", LEVEL, "gross_profit", ""),
    ("Gross Margin", "percent", LEVEL, "gross_margin", ""),
    ("Gross Margin", "points", CHANGE, "gross_margin", ""),
    ("Gross Margin", "percent", GROWTH, "gross_profit", ""),
    ("Gross Margin", "percent", SHARE, "gross_profit", ""),
    ("Gross profit margin (%)", "percent", LEVEL, "gross_margin", ""),
    ("Segment Non-GAAP Gross Profit", "money", LEVEL, "gross_profit", "Segment"),
    ("SG&A Expenses", "money", LEVEL, "sga_expense", ""),
    ("Selling, General & Administrative Expenses", "money", LEVEL, "sga_expense", ""),
    ("Selling, general and administrative (SG&A) expenses", "money", LEVEL, "sga_expense", ""),
    ("SG&A as a % of net sales", "percent", SHARE, "sga_expense", ""),
    ("SG&A/R&D from 4 new subsidiaries", "money", LEVEL, "sga_and_rd_expense", "4 new subsidiaries"),
    ("R&D expenses", "money", LEVEL, "rd_expense", ""),
    ("Sales & marketing", "money", LEVEL, "sales_and_marketing_expense", ""),
    ("General and administrative", "money", LEVEL, "general_and_administrative_expense", ""),
    ("Personnel-related costs and expenses", "money", LEVEL, "personnel_expense", ""),
    ("Staff costs", "money", LEVEL, "personnel_expense", ""),
    ("Labour costs", "money", LEVEL, "personnel_expense", ""),
    ("Stock-based compensation", "money", LEVEL, "share_based_compensation", ""),
    ("Depreciation & Amortisation", "money", LEVEL, "depreciation_and_amortization", ""),
    ("Amortization of acquired intangible assets", "money", LEVEL, "amortization", ""),
    ("Impairment of goodwill", "money", LEVEL, "impairment_loss", ""),
    ("losses on write-down of other investments", "money", LEVEL, "impairment_loss", ""),
    ("Restructuring charges", "money", LEVEL, "restructuring_expense", ""),
    ("Total operating expenses", "money", LEVEL, "operating_expenses", ""),
    ("Total costs and expenses", "money", LEVEL, "costs_and_expenses", ""),
    ("Operating profit", "money", LEVEL, "operating_income", ""),
    ("Income (loss) from operations", "money", LEVEL, "operating_income", ""),
    ("Profit from operating activities", "money", LEVEL, "operating_income", ""),
    ("Core operating income", "money", LEVEL, "operating_income", ""),
    ("EBIT before exceptional items", "money", LEVEL, "operating_income", ""),
    ("Operating profit: Europe", "money", LEVEL, "operating_income", "Europe"),
    ("Operating income by business", "money", LEVEL, "operating_income", ""),
    ("EBITDA", "money", LEVEL, "ebitda", ""),
    ("Adjusted EBITDA", "money", LEVEL, "adjusted_ebitda", ""),
    ("Adj. EBITDA", "money", LEVEL, "adjusted_ebitda", ""),
    ("Segment profit", "money", LEVEL, "segment_profit", ""),
    ("Interest income", "money", LEVEL, "interest_income", ""),
    ("Interest expense, net", "money", LEVEL, "interest_expense", ""),
    ("Net finance costs", "money", LEVEL, "finance_costs", ""),
    ("Foreign exchange gain (loss)", "money", LEVEL, "foreign_exchange_gain", ""),
    ("Other income (expense), net", "money", LEVEL, "other_income", ""),
    ("Other expense (income), net", "money", LEVEL, "other_expense", ""),
    ("Other operating expenses", "money", LEVEL, "other_operating_expense", ""),
    ("Foreign exchange losses", "money", LEVEL, "foreign_exchange_loss", ""),
    ("Ordinary income", "money", LEVEL, "ordinary_income", ""),
    ("Income before Income Tax Expense (Benefit)", "money", LEVEL, "pretax_income", ""),
    ("Profit before tax", "money", LEVEL, "pretax_income", ""),
    ("(Loss) income before taxes", "money", LEVEL, "pretax_income", ""),
    ("Pre-tax profit", "money", LEVEL, "pretax_income", ""),
    ("Income before income taxes, minority interests and equity in net loss of affiliates", "money", LEVEL,
     "pretax_income", ""),
    ("Provision for income taxes", "money", LEVEL, "income_tax_expense", ""),
    ("Income tax expense (benefit)", "money", LEVEL, "income_tax_expense", ""),
    ("Deferred tax expense", "money", LEVEL, "deferred_tax_expense", ""),
    ("Share of profit of associates and joint ventures", "money", LEVEL, "equity_method_income", ""),
    ("Equity in earnings of affiliates", "money", LEVEL, "equity_method_income", ""),
    ("Net income attributable to noncontrolling interests", "money", LEVEL, "minority_interest", ""),
    ("Minority interests", "money", LEVEL, "minority_interest", ""),
    ("Net income", "money", LEVEL, "net_income", ""),
    ("Net earnings", "money", LEVEL, "net_income", ""),
    ("Profit for the year", "money", LEVEL, "net_income", ""),
    ("Profit/(loss) for the period", "money", LEVEL, "net_income", ""),
    ("Profit attributable to owners of the parent", "money", LEVEL, "net_income", ""),
    ("Net income attributable to common stockholders", "money", LEVEL, "net_income", ""),
    ("Net income attributable to Example Corp.", "money", LEVEL, "net_income", ""),
    ("Net income (loss)", "money", LEVEL, "net_income", ""),
    ("PAT", "money", LEVEL, "net_income", ""),
    ("Total comprehensive income", "money", LEVEL, "comprehensive_income", ""),
    ("Organic growth", "percent", GROWTH, "net_sales_organic_growth", ""),
]  # fmt: skip

PER_SHARE = [
    ("EPS", "per_share", LEVEL, "eps", ""),
    ("Net Income per Share", "per_share", LEVEL, "eps", ""),
    ("Diluted earnings per share", "per_share", LEVEL, "eps", ""),
    ("Net income per diluted common share", "per_share", LEVEL, "eps", ""),
    ("Net income per share attributable to common stockholders, basic and diluted", "per_share", LEVEL, "eps", None),
    ("Non-GAAP diluted EPS", "per_share", LEVEL, "eps", ""),
    ("Net income (EPS)", "per_share", LEVEL, "eps", None),
    ("Cash dividends per share", "per_share", LEVEL, "dividend_per_share", ""),
    ("Interim dividend", "per_share", LEVEL, "dividend_per_share", ""),
    ("Dividends", "money", LEVEL, "dividends_paid", ""),
    ("Distribution per unit", "per_share", LEVEL, "dividend_per_share", ""),
    ("Book value per share", "per_share", LEVEL, "book_value_per_share", ""),
    ("NAV per share", "per_share", LEVEL, "net_asset_value_per_share", ""),
    ("Share price", "per_share", LEVEL, "share_price", ""),
    ("Weighted average number of shares outstanding", "count", LEVEL, "weighted_average_shares", ""),
    ("Number of shares in issue", "count", LEVEL, "shares_outstanding", ""),
    ("FFO per share", "per_share", LEVEL, "ffo_per_share", ""),
]

BALANCE_SHEET = [
    ("Cash and cash equivalents", "money", LEVEL, "cash_and_cash_equivalents", ""),
    ("Cash & Cash Equivalents", "money", LEVEL, "cash_and_cash_equivalents", ""),
    ("Net increase in cash and cash equivalents", "money", CHANGE, "cash_and_cash_equivalents", ""),
    ("Cash, cash equivalents and marketable securities", "money", LEVEL, "cash_and_short_term_investments", ""),
    ("Decrease in accounts receivable", "money", CHANGE, "accounts_receivable", ""),
    ("Trade receivables", "money", LEVEL, "accounts_receivable", ""),
    ("Inventories, net", "money", LEVEL, "inventories", ""),
    ("Prepaid expenses", "money", LEVEL, "prepaid_expenses", ""),
    ("Total current assets", "money", LEVEL, "current_assets", ""),
    ("Property, plant & equipment, net", "money", LEVEL, "property_and_equipment", ""),
    ("Property and equipment, net of accumulated depreciation", "money", LEVEL, "property_and_equipment", ""),
    ("PP&E", "money", LEVEL, "property_and_equipment", ""),
    ("Goodwill", "money", LEVEL, "goodwill", ""),
    ("Goodwill and other intangible assets", "money", LEVEL, "goodwill_and_intangible_assets", ""),
    ("Investments in associates", "money", LEVEL, "equity_method_investments", ""),
    ("Other investments", "money", LEVEL, "other_investments", ""),
    ("Deferred tax assets (current)", "money", LEVEL, "deferred_tax_assets", ""),
    ("Total assets", "money", LEVEL, "total_assets", ""),
    ("Trade payables", "money", LEVEL, "accounts_payable", ""),
    ("Deferred revenue", "money", LEVEL, "deferred_revenue", ""),
    ("Contract liabilities", "money", LEVEL, "deferred_revenue", ""),
    ("Short-term borrowings", "money", LEVEL, "short_term_borrowings", ""),
    ("Borrowings (short-term)", "money", LEVEL, "short_term_borrowings", ""),
    ("Long-term debt, net of current portion", "money", LEVEL, "long_term_debt", ""),
    ("Interest-bearing debt", "money", LEVEL, "total_debt", ""),
    ("Net debt", "money", LEVEL, "net_debt", ""),
    ("Net cash position", "money", LEVEL, "net_cash", ""),
    ("Total liabilities", "money", LEVEL, "total_liabilities", ""),
    ("Total liabilities and shareholders' equity", "money", LEVEL, "liabilities_and_equity", ""),
    ("Total Stockholders’ Equity", "money", LEVEL, "shareholders_equity", ""),
    ("Equity attributable to owners of the parent", "money", LEVEL, "shareholders_equity", ""),
    ("Net assets", "money", LEVEL, "shareholders_equity", ""),
    ("NAV", "money", LEVEL, "shareholders_equity", ""),
    ("Retained earnings", "money", LEVEL, "retained_earnings", ""),
    ("Accumulated deficit", "money", LEVEL, "accumulated_deficit", ""),
    ("Accumulated other comprehensive income", "money", LEVEL, "accumulated_other_comprehensive_income", ""),
    ("Treasury stock", "money", LEVEL, "treasury_stock", ""),
    ("Net working capital", "money", LEVEL, "working_capital", ""),
]

CASH_FLOW = [
    ("Net cash provided by operating activities", "money", LEVEL, "operating_cash_flow", ""),
    ("Net cash (used in)/provided by investing activities", "money", LEVEL, "investing_cash_flow", ""),
    ("Cash flows from financing activities", "money", LEVEL, "financing_cash_flow", ""),
    ("Operating cash flow", "money", LEVEL, "operating_cash_flow", ""),
    ("Free cash flow", "money", LEVEL, "free_cash_flow", ""),
    ("Adjusted free cash flow", "money", LEVEL, "free_cash_flow", ""),
    ("Capital expenditures", "money", LEVEL, "capital_expenditure", ""),
    ("CapEx", "money", LEVEL, "capital_expenditure", ""),
    ("Purchase of property, plant and equipment", "money", LEVEL, "capital_expenditure", ""),
    ("Payments of dividends", "money", LEVEL, "dividends_paid", ""),
    ("Repayment of long-term debt", "money", LEVEL, "debt_repayments", ""),
    ("Share buyback", "money", LEVEL, "share_repurchases", ""),
]

RATIOS = [
    ("Operating margin", "percent", LEVEL, "operating_margin", ""),
    ("Operating Margin Ratio of Current business (excluding 4 new subsidiaries)", "percent", LEVEL,
     "operating_margin", "Current business (excluding 4 new subsidiaries)"),
    ("Adjusted EBIT margin", "percent", LEVEL, "operating_margin", ""),
    ("Operating income to net sales ratio", "percent", LEVEL, "operating_margin", ""),
    ("EBIT / Sales %", "percent", LEVEL, "operating_margin", ""),
    ("Operating margin", "points", CHANGE, "operating_margin", ""),
    ("EBITDA margin", "percent", LEVEL, "ebitda_margin", ""),
    ("Adjusted EBITDA margin", "percent", LEVEL, "ebitda_margin", ""),
    ("Net profit margin", "percent", LEVEL, "net_margin", ""),
    ("Effective tax rate", "percent", LEVEL, "effective_tax_rate", ""),
    ("Return on average shareholders' equity", "percent", LEVEL, "return_on_equity", ""),
    ("ROE", "percent", LEVEL, "return_on_equity", ""),
    ("ROIC", "percent", LEVEL, "return_on_invested_capital", ""),
    ("Shareholders' equity ratio", "percent", LEVEL, "equity_ratio", ""),
    ("D/E ratio", "ratio", LEVEL, "debt_to_equity", ""),
    ("Net debt / EBITDA", "ratio", LEVEL, "net_leverage", ""),
    ("Net debt to adjusted EBITDA", "ratio", LEVEL, "net_leverage", ""),
    ("Dividend payout ratio", "percent", LEVEL, "payout_ratio", ""),
    ("SG&A ratio", "percent", LEVEL, "sga_ratio", ""),
    ("Cost of sales ratio", "percent", LEVEL, "cost_ratio", ""),
    ("Inventory turnover", "ratio", LEVEL, "inventory_turnover", ""),
]  # fmt: skip

INDUSTRIES = [
    ("Sales and distribution costs", "money", LEVEL, "selling_expense", ""),
    ("Insurance revenue", "money", LEVEL, "insurance_revenue", ""),
    ("Insurance premiums", "money", LEVEL, "gross_written_premiums", ""),
    ("ARR", "money", LEVEL, "annual_recurring_revenue", ""),
    ("Annual recurring revenue (ARR)", "money", LEVEL, "annual_recurring_revenue", ""),
    ("Dollar-Based Net Expansion Rate", "percent", LEVEL, "net_revenue_retention", ""),
    ("Net revenue retention", "percent", LEVEL, "net_revenue_retention", ""),
    ("Remaining performance obligations", "money", LEVEL, "remaining_performance_obligation", ""),
    ("Active Customer Accounts", "count", LEVEL, "customers", ""),
    ("Number of customers", "count", LEVEL, "customers", ""),
    ("revenue per user", "money", LEVEL, "arpu", ""),
    ("Mobile ARPU", "money", LEVEL, "arpu", "Mobile"),
    ("Average monthly revenue per user (ARPU)", "money", LEVEL, "arpu", ""),
    ("Churn rate", "percent", LEVEL, "churn_rate", ""),
    ("Broadband subscribers", "count", LEVEL, "subscribers", "Broadband"),
    ("GMV", "money", LEVEL, "gross_merchandise_value", ""),
    ("Net interest income", "money", LEVEL, "net_interest_income", ""),
    ("Net interest margin (NIM)", "percent", LEVEL, "net_interest_margin", ""),
    ("CET1 ratio", "percent", LEVEL, "cet1_ratio", ""),
    ("Common Equity Tier 1 capital", "money", LEVEL, "cet1_capital", ""),
    ("NPL ratio", "percent", LEVEL, "nonperforming_loan_ratio", ""),
    ("Total deposits", "money", LEVEL, "deposits", ""),
    ("Gross loans, net of fees", "money", LEVEL, "loans", ""),
    ("Construction Loans", "money", LEVEL, "loans", "Construction"),
    ("Allowance for credit losses", "money", LEVEL, "allowance_for_credit_losses", ""),
    ("Provision for credit losses", "money", LEVEL, "provision_for_credit_losses", ""),
    ("Net charge-offs", "money", LEVEL, "net_charge_offs", ""),
    ("Net charge-offs", "percent", LEVEL, "net_charge_off_ratio", ""),
    ("Cost-to-income ratio", "percent", LEVEL, "cost_to_income_ratio", ""),
    ("Efficiency Ratio", "percent", LEVEL, "cost_to_income_ratio", ""),
    ("Net Loans-to-Deposit Ratio", "percent", LEVEL, "loan_to_deposit_ratio", ""),
    ("Non-interest expense", "money", LEVEL, "noninterest_expense", ""),
    ("Gross written premiums", "money", LEVEL, "gross_written_premiums", ""),
    ("Combined ratio", "percent", LEVEL, "combined_ratio", ""),
    ("Assets under management", "money", LEVEL, "assets_under_management", ""),
    ("FFO", "money", LEVEL, "funds_from_operations", ""),
    ("Occupancy", "percent", LEVEL, "occupancy_rate", ""),
    ("LTV", "percent", LEVEL, "loan_to_value", ""),
    ("SI and equipment sales order backlog", "percent", GROWTH, "order_backlog", "SI and equipment sales"),
    ("Order book", "money", LEVEL, "order_backlog", ""),
    ("Orders received", "money", LEVEL, "orders_received", ""),
    ("Order intake", "money", LEVEL, "orders_received", ""),
    ("Book-to-bill ratio", "ratio", LEVEL, "book_to_bill", ""),
    ("Capacity utilisation", "percent", LEVEL, "capacity_utilization", ""),
    ("Comparable store sales", "percent", GROWTH, "same_store_sales", ""),
    ("Number of stores", "count", LEVEL, "stores", ""),
    ("RevPAR", "money", LEVEL, "revpar", ""),
    ("Passenger load factor", "percent", LEVEL, "load_factor", ""),
    ("Headcount", "count", LEVEL, "employees", ""),
    ("Number of employees", "count", CHANGE, "employees", ""),
    ("contract workers", "count", CHANGE, "employees", "contract"),
]

JAPANESE = [
    ("売上高", "money", LEVEL, "revenue", ""),
    ("連結売上高", "money", LEVEL, "revenue", ""),
    ("ＳＩ売上高", "money", LEVEL, "revenue", "ＳＩ"),
    ("売上原価", "money", LEVEL, "cost_of_revenue", ""),
    ("売上総利益", "money", LEVEL, "gross_profit", ""),
    ("売上総利益率", "percent", LEVEL, "gross_margin", ""),
    ("販売費及び一般管理費", "money", LEVEL, "sga_expense", ""),
    ("営業利益", "money", LEVEL, "operating_income", ""),
    ("ネットワーク事業の営業利益率", "percent", LEVEL, "operating_margin", "ネットワーク事業"),
    ("経常利益", "money", LEVEL, "ordinary_income", ""),
    ("親会社株主に帰属する当期純利益", "money", LEVEL, "net_income", ""),
    ("親会社の所有者に帰属する四半期利益", "money", LEVEL, "net_income", ""),
    ("1株当たり当期純利益", "per_share", LEVEL, "eps", ""),
    ("1株当たり配当金", "per_share", LEVEL, "dividend_per_share", ""),
    ("総資産", "money", LEVEL, "total_assets", ""),
    ("現金及び現金同等物", "money", LEVEL, "cash_and_cash_equivalents", ""),
    ("自己資本比率", "percent", LEVEL, "equity_ratio", ""),
    ("受注残高", "money", LEVEL, "order_backlog", ""),
    ("従業員数", "count", LEVEL, "employees", ""),
    ("ＥＢＩＴＤＡ", "money", LEVEL, "ebitda", ""),
    ("営業利益又は営業損失（△）", "money", LEVEL, "operating_income", ""),
    ("純 資 産 の 部 合 計", "money", LEVEL, "shareholders_equity", ""),
    ("営 業 利 益 金 額", "money", LEVEL, "operating_income", ""),
    ("SI 事業 売上高合計", "money", LEVEL, "revenue", "SI 事業"),
]


@pytest.mark.parametrize(
    ("label", "kind", "measure", "name", "rest"),
    [*INCOME_STATEMENT, *PER_SHARE, *BALANCE_SHEET, *CASH_FLOW, *RATIOS, *INDUSTRIES, *JAPANESE],
)
def test_names_of_concepts(label: str, kind: str, measure: Measure, name: str, rest: str | None) -> None:
    """Ensures that a label names its concept with the printed sign, and leaves the part of the company over."""
    match = resolve_concept(label, kind=kind, measure=measure)
    assert match is not None
    assert (match.concept.name, match.turned) == (name, False)
    assert rest is None or remainder(label, match) == rest


@pytest.mark.parametrize(
    ("label", "name", "rest"),
    [
        ("Operating loss from the 4 new subsidiaries", "operating_income", "4 new subsidiaries"),
        ("Operating loss", "operating_income", ""),
        ("Operating loss (income)", "operating_income", ""),
        ("Loss from operations", "operating_income", ""),
        ("Net loss", "net_income", ""),
        ("Net loss attributable to Example Corp.", "net_income", ""),
        ("Loss for the period", "net_income", ""),
        ("Loss before income taxes", "pretax_income", ""),
        ("Income tax benefit", "income_tax_expense", ""),
        ("Income tax benefit (expense)", "income_tax_expense", ""),
        ("Income tax (expense) benefit", "income_tax_expense", ""),
        ("Deferred tax benefit", "deferred_tax_expense", ""),
        ("Equity in net loss of equity method investees", "equity_method_income", ""),
        ("Equity in net loss (income) of equity method investees", "equity_method_income", ""),
        ("Gross loss", "gross_profit", ""),
        ("Net cash used in operating activities", "operating_cash_flow", ""),
        ("Accumulated other comprehensive loss", "accumulated_other_comprehensive_income", ""),
        ("Total shareholders' deficit", "shareholders_equity", ""),
        ("営業損失", "operating_income", ""),
    ],
)
def test_names_with_the_opposite_sign(label: str, name: str, rest: str) -> None:
    """Ensures that a label that prints losses or outflows as positive numbers says so."""
    match = resolve_concept(label, kind="money", measure=LEVEL)
    assert match is not None
    assert (match.concept.name, match.turned, remainder(label, match)) == (name, True, rest)


@pytest.mark.parametrize(
    ("label", "turned", "both_signs"),
    [
        ("Operating loss", True, False),
        ("Operating loss (income)", True, True),
        ("Equity in net loss (income) of equity method investees", True, True),
        ("Net cash used in operating activities", True, False),
        ("Income tax benefit (expense)", True, True),
        ("Net loss per share (basic)", True, False),
        ("Operating income (loss)", False, True),
        ("Operating profit/loss", False, True),
        ("Operating income", False, False),
    ],
)
def test_labels_with_both_signs(label: str, turned: bool, both_signs: bool) -> None:  # noqa: FBT001
    """Ensures that a label that gives brackets a meaning is told from one whose brackets repeat the word "loss"."""
    match = find_concepts(label)[0]
    assert (match.turned, match.both_signs) == (turned, both_signs)


@pytest.mark.parametrize(
    ("label", "kind", "measure"),
    [
        ("gain on sale of property and equipment", "money", LEVEL),
        ("Proceeds from sales of property and equipment", "money", LEVEL),
        ("interest on borrowings", "money", LEVEL),
        ("Effect of exchange rate changes on cash and cash equivalents", "money", LEVEL),
        ("Unfavorable impact on net sales", "money", LEVEL),
        ("Amortization of debt issuance costs per year", "per_share", LEVEL),
        ("Loan origination", "money", LEVEL),
        ("Deferred tax asset valuation allowance", "money", LEVEL),
        ("Revenue per visit", "money", LEVEL),
        ("Operating profit per tonne", "money", LEVEL),
        ("Cost of capital", "percent", LEVEL),
        ("Sales force", "money", LEVEL),
        ("TCE ($/day)", "money", LEVEL),  # time charter equivalent; tangible common equity is not the only one
        ("Cash break-even", "money", LEVEL),
        ("Customer spread", "count", LEVEL),
        ("New mortgage production", "count", LEVEL),
        ("Cash flow", "money", LEVEL),
        ("Cash conversion cycle", "money", LEVEL),
        ("Net income", "percent", LEVEL),
        ("Revenue", "per_share", LEVEL),
        ("Operating margin", "money", LEVEL),
        ("Operating margin", "percent", SHARE),
        ("Employees", "money", LEVEL),
        ("Other movements (cash, creditors, debtors)", "money", CHANGE),
        ("Total cost of shares repurchased per head", "money", LEVEL),
        ("Rainfall", "count", LEVEL),
        ("", "money", LEVEL),
    ],
)
def test_labels_that_name_no_concept(label: str, kind: str, measure: Measure) -> None:
    """Ensures that a word of another concept inside a label, or a unit that does not fit, gives nothing."""
    assert resolve_concept(label, kind=kind, measure=measure) is None


@pytest.mark.parametrize(
    ("label", "kind", "measure", "name"),
    [
        ("Gross margin", "bare", LEVEL, "gross_profit"),
        ("Headcount", "bare", LEVEL, "employees"),
        ("Operating margin", "percent", GROWTH, "operating_margin"),
        ("Net debt/EBITDA", "ratio", CHANGE, "net_leverage"),
        ("EPS", "per_share", CHANGE, "eps"),
        ("Employees", "percent", SHARE, "employees"),
        ("Dividend", "percent", GROWTH, "dividend_per_share"),
        ("Revenue and operating margin", "percent", LEVEL, "operating_margin"),
        ("Revenue and operating margin", "money", LEVEL, "revenue"),
    ],
)
def test_units_and_measures_choose(label: str, kind: str, measure: Measure, name: str) -> None:
    """Ensures that the unit and the measure pick the concept, and that a number without a unit takes the first."""
    match = resolve_concept(label, kind=kind, measure=measure)
    assert match is not None
    assert match.concept.name == name


def test_an_unknown_kind_is_an_error() -> None:
    """Ensures that a misspelt unit kind does not pass as "no concept"."""
    with pytest.raises(KeyError):
        resolve_concept("Revenue", kind="monney", measure=LEVEL)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Revenue", None),
        ("GAAP operating income", None),
        ("Reconciliation of GAAP to non-GAAP operating income", None),
        ("Adjusted net income (vs GAAP net income above)", Basis.ADJUSTED),
        ("Adjusted results (see appendix for GAAP)", Basis.ADJUSTED),
        ("Non-GAAP Income from Operations", Basis.ADJUSTED),
        ("Adjusted EBIT", Basis.ADJUSTED),
        ("Adj. EBITDA", Basis.ADJUSTED),
        ("Underlying profit before tax", Basis.ADJUSTED),
        ("Normalised EPS", Basis.ADJUSTED),
        ("Core EPS", Basis.ADJUSTED),
        ("Core operating profit", Basis.ADJUSTED),
        ("Pro forma revenue", Basis.ADJUSTED),
        ("Operating profit before exceptional items", Basis.ADJUSTED),
        ("EBITDA excl. one-offs", Basis.ADJUSTED),
        ("Core deposits", None),
        ("Core Tier 1", None),
        ("Risk-adjusted return", None),
        ("Seasonally adjusted sales", None),
        ("Underlying assets", None),
        ("Organic revenue growth", Basis.ORGANIC),
        ("Like-for-like sales", Basis.ORGANIC),
        ("LFL growth", Basis.ORGANIC),
        ("Organic foods revenue", None),
        ("Revenue growth (constant currency)", Basis.CONSTANT_CURRENCY),
        ("growth at constant exchange rates", Basis.CONSTANT_CURRENCY),
        ("FX-neutral revenue", Basis.CONSTANT_CURRENCY),
        ("up 5% cc", Basis.CONSTANT_CURRENCY),
        ("in local currencies", Basis.CONSTANT_CURRENCY),
        ("excluding currency effects", Basis.CONSTANT_CURRENCY),
        ("Organic growth at constant currency", Basis.ORGANIC),
        ("Adjusted EBIT at constant currency", Basis.CONSTANT_CURRENCY),
    ],
)
def test_basis(text: str, basis: Basis | None) -> None:
    """Ensures that the words for adjusted, organic and constant-currency figures are told from look-alikes."""
    assert find_basis(text) is basis


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("Revenue", [("revenue", "Revenue")]),
        ("Total cost of SI revenue", [("cost_of_revenue", "cost of SI revenue")]),
        ("(Loss) income before tax", [("pretax_income", "(Loss) income before tax")]),
        ("Revenue and operating income", [("revenue", "Revenue"), ("operating_income", "operating income")]),
        ("recurring revenues (78.8% of total revenue)",
         [("recurring_revenue", "recurring revenues"), ("revenue", "total revenue")]),
        ("Company's pretax profit", [("pretax_income", "pretax profit")]),
        ("Rainfall", []),
    ],
)  # fmt: skip
def test_find_concepts(label: str, found: list[tuple[str, str]]) -> None:
    """Ensures that all concepts of a label come in its order, each with exactly the characters of its name."""
    assert [(each.concept.name, label[each.start : each.end].strip("() ")) for each in find_concepts(label)] == [
        (name, alias.strip("() ")) for name, alias in found
    ]


def test_the_gap_of_an_alias() -> None:
    """Ensures that the name of a part inside an alias is reported with its place."""
    match = resolve_concept("Cost of SI revenue", kind="money", measure=LEVEL)
    assert match is not None
    assert match.gap == (8, 10)


@pytest.mark.parametrize(
    ("label", "rest"),
    [
        ("Operating income of the Cloud segment", "Cloud segment"),
        ("Cloud: operating income in Japan", "Cloud, Japan"),
        ("Japan operating income (excluding Okinawa)", "Japan (excluding Okinawa)"),
        ("Operating income, excluding Okinawa", "excluding Okinawa"),
        ("Twilio's operating income", "Twilio"),
        ("Operating income was", ""),
        ("3Q08 operating income", ""),
        ("Q3 FY2024 operating income YoY", ""),
        ("Operating income (unaudited)", ""),
        ("Statutory operating income", ""),
        ("Operating income (in US cents)", ""),
        ("Operating income (US)", "US"),
        ("Operating income net of tax", ""),
        ("Operating income as % of sales", ""),
        ("Operating income by region", ""),
        ("Non-GAAP operating income – Americas", "Americas"),
    ],
)
def test_remainder(label: str, rest: str) -> None:
    """Ensures that only the name of a part or a scope is left over, as printed."""
    match = resolve_concept(label, kind="money", measure=LEVEL)
    assert match is not None
    assert remainder(label, match) == rest


RELIED_ON = {
    "accounts_receivable", "accumulated_deficit", "accumulated_other_comprehensive_income", "adjusted_ebitda",
    "cash_and_cash_equivalents", "cost_of_revenue", "deferred_tax_assets", "deferred_tax_expense",
    "dividend_per_share", "employees", "eps", "equity_method_income", "equity_ratio", "financing_cash_flow",
    "free_cash_flow", "goodwill_and_intangible_assets", "gross_margin", "gross_profit", "impairment_loss",
    "income_tax_expense", "inventories", "investing_cash_flow", "minority_interest", "net_income",
    "net_sales_organic_growth", "operating_cash_flow", "operating_income", "operating_margin", "order_backlog",
    "other_investments", "personnel_expense", "prepaid_expenses", "pretax_income", "property_and_equipment",
    "recurring_revenue", "revenue", "sga_and_rd_expense", "sga_expense", "shareholders_equity",
    "short_term_borrowings", "total_assets", "total_liabilities",
}  # fmt: skip


def test_names_that_consumers_rely_on() -> None:
    """Ensures that no concept that published facts are scored by is renamed or lost."""
    assert not RELIED_ON.difference(catalogue())


def test_the_catalogue_is_well_formed() -> None:
    """Ensures that every concept has a snake_case name, a sentence, kinds, and aliases in the matcher's form."""
    for name, concept in catalogue().items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
        assert concept.definition.endswith(".")
        assert concept.kinds
        assert concept.aliases
        for alias in (*concept.aliases, *concept.turned_aliases):
            assert alias.count("{") == alias.count("}")
            assert not re.search(r"\{[^}]*\{", alias), alias
            assert alias == alias.lower(), alias
        for element in (concept.us_gaap, concept.ifrs):
            assert element is None or re.fullmatch(r"[A-Z][A-Za-z]+", element)
    assert max(Counter(concept.definition for concept in catalogue().values()).values()) == 1


def _spelt_out(alias: str) -> str:
    """The first wording of an alias: "{net|} sales" is "net sales", gaps filled with a name."""
    plain = re.sub(r"\{([^|}]*)[^}]*\}", r"\1", alias.removeprefix("="))
    return " ".join(plain.replace("…", "Zyx").replace("~", "Zyx").split())


@pytest.mark.parametrize("concept", catalogue().values(), ids=lambda concept: concept.name)
def test_every_alias_finds_its_concept(concept: Concept) -> None:
    """Ensures that no alias is out of reach: shadowed by another concept's, or taken for part of a phrase."""
    for turned, aliases in ((False, concept.aliases), (True, concept.turned_aliases)):
        for alias in aliases:
            label = _spelt_out(alias)
            matches = [resolve_concept(label, kind=kind, measure=LEVEL) for kind in concept.kinds]
            assert (concept.name, turned) in {(m.concept.name, m.turned) for m in matches if m}, label


def test_an_unknown_key_is_refused() -> None:
    """Ensures that a misspelt key of the catalogue is an error and not ignored."""
    entry = tomllib.loads(CATALOGUE_FILE.read_text(encoding="utf-8"))["revenue"]
    with pytest.raises(ValidationError, match="alias"):
        Concept.model_validate({"name": "revenue", **entry, "alias": ["sales"]})


_PIECES = st.sampled_from(
    ["net", "income", "(", "loss", ")", "revenue", "of", "the", "from", "cost", "SI", ",", ":", "/", "&", "%", "margin",
     "operating", "before", "tax", "売上高", "営業", "利益", "(unaudited)", "-", "per", "(loss)", "excluding"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map(" ".join))
def test_any_label_is_read(label: str) -> None:
    """Ensures that matches lie within the label, in order and apart, and that a remainder is words of the label."""
    found = find_concepts(label)
    for one, next_one in pairwise(found):
        assert one.end <= next_one.start
    for match in found:
        assert 0 <= match.start < match.end <= len(label)
        rest = remainder(label, match)
        if rest.isascii():
            assert set(re.findall(r"\w+", rest)) <= set(re.findall(r"\w+", label))
