"""Pages: tables as they are printed, drawn in characters, each with the cells that a reader sees in it."""

TABLES = {
    "numbers aligned without any rule": (
        """
                     2023    2022
Revenue             1,250   1,100
Cost                 (950)   (840)
Profit                300     260
""",
        ["|2023|2022", "Revenue|1,250|1,100", "Cost|(950)|(840)", "Profit|300|260"],
    ),
    "signs in columns of their own": (
        """
                        June      March
Cash               $   1,247  $   1,385
Loans                  1,648      1,434
Equity             $     886  $     865
Margin                 12.5  %    11.0  %
""",
        ["|June|March", "Cash|$ 1,247|$ 1,385", "Loans|1,648|1,434", "Equity|$ 886|$ 865", "Margin|12.5 %|11.0 %"],
    ),
    "headings over several columns": (
        """
                 Three Months     Six Months
                 2023    2022    2023    2022

Revenue         1,250   1,100   2,500   2,200
Profit            300     260     600     520
""",
        [
            "|Three Months|<|Six Months|<",
            "|2023|2022|2023|2022",
            "Revenue|1,250|1,100|2,500|2,200",
            "Profit|300|260|600|520",
        ],
    ),
    "three blocks of columns": (
        """
                       Consolidated               Segment A

                     1H14    1H13    YoY        1H14    1H13    YoY
Revenues           12,345  11,234   9.9%       8,345   7,234  15.4%
 Network            3,345   3,234   3.4%       2,345   2,234   5.0%
% of revenues       24.3%   26.7%              24.0%   27.6%
""",
        [
            "|Consolidated|<|<|Segment A|<|<",
            "|1H14|1H13|YoY|1H14|1H13|YoY",
            "Revenues|12,345|11,234|9.9%|8,345|7,234|15.4%",
            "Network|3,345|3,234|3.4%|2,345|2,234|5.0%",
            "% of revenues|24.3%|26.7%||24.0%|27.6%|",
        ],
    ),
    "headings of several lines": (
        """
                 Net sales    Operating    Margin
                  $ million      profit        %
Flexibles           11,154        1,429     12.8
Packaging            3,540          265      7.5
""",
        [
            "|Net sales / $ million|Operating / profit|Margin / %",
            "Flexibles|11,154|1,429|12.8",
            "Packaging|3,540|265|7.5",
        ],
    ),
    "labels of two lines, tighter than the rows": (
        """
                         2023    2022

Revenue                 1,250   1,100

Purchase of plant and
other intangible assets  (950)   (840)

Profit                    300     260

Dividends                 100      90
""",
        [
            "|2023|2022",
            "Revenue|1,250|1,100",
            "Purchase of plant and / other intangible assets|(950)|(840)",
            "Profit|300|260",
            "Dividends|100|90",
        ],
    ),
    "sub-headings between rows": (
        """
                     2023    2022
Current assets
Cash                1,250   1,100
Loans                 950     840
Other assets
Goodwill              300     260
Plant                 120     110
""",
        [
            "|2023|2022",
            "Current assets||",
            "Cash|1,250|1,100",
            "Loans|950|840",
            "Other assets||",
            "Goodwill|300|260",
            "Plant|120|110",
        ],
    ),
    "empty cells": (
        """
                Flexibles    Rigid    Other    Total
Income                                           109
EBIT                  210       87     (46)      250
Plan                   12        -      (1)       11
Other                            6                 6
""",
        ["|Flexibles|Rigid|Other|Total", "Income||||109", "EBIT|210|87|(46)|250", "Plan|12|-|(1)|11", "Other||6||6"],
    ),
    "every cell ruled, one over two rows and one over two columns": (
        """
+----------+--------+-------------------+
|          |        |       Share       |
|          +--------+---------+---------+
|          | Group  |  1991   |  2001   |
+----------+--------+---------+---------+
| Farms    | Men    |  11.0   |   7.5   |
|          +--------+---------+---------+
|          | Women  |   6.6   |   3.7   |
+----------+--------+---------+---------+
""",
        ["||Share|<", "|Group|1991|2001", "Farmsv|Men|11.0|7.5", "|Women|6.6|3.7"],
    ),
    "ruled cells of words in several lines": (
        """
+------------+-------------------+-------------------+
| Category   | Description       | Influence         |
+------------+-------------------+-------------------+
| 1a         | Involvement from  | Influence on the  |
|            | the beginning     | concept           |
+------------+-------------------+-------------------+
| 1b         | Involvement after | No influence      |
|            | the draft         |                   |
+------------+-------------------+-------------------+
""",
        [
            "Category|Description|Influence",
            "1a|Involvement from / the beginning|Influence on the / concept",
            "1b|Involvement after / the draft|No influence",
        ],
    ),
    "two numbers stacked in each ruled cell": (
        """
+------------+----------+----------+
|            |   3Q08   |   3Q07   |
+------------+----------+----------+
|            |  1,844   |  1,650   |
| Revenue    |          |          |
|            |  80.8%   |  79.1%   |
+------------+----------+----------+
|            |    214   |    180   |
| Profit     |          |          |
|            |   9.4%   |   8.6%   |
+------------+----------+----------+
""",
        ["|3Q08|3Q07", "Revenue|1,844 / 80.8%|1,650 / 79.1%", "Profit|214 / 9.4%|180 / 8.6%"],
    ),
    "rules around columns, none between rows": (
        """
+--------------+---------+---------+
| Country      | Fund    | Region  |
+--------------+---------+---------+
| Bulgaria     |   2.3   |   3.2   |
| Cyprus       |  0.21   |     0   |
| Estonia      |   1.1   |   1.9   |
+--------------+---------+---------+
""",
        ["Country|Fund|Region", "Bulgaria|2.3|3.2", "Cyprus|0.21|0", "Estonia|1.1|1.9"],
    ),
    "level rules alone, words in the cells": (
        """
                2025 Guidance           Prior outlook
--------------------------------------------------------------
Loans           Growth of 3% to 4%      Growth of 1% to 4%
--------------------------------------------------------------
Deposits        Growth of 3% to 4%      Growth of 3% to 4%
--------------------------------------------------------------
Expense         Growth of 4.5%          Growth of 5.5%
--------------------------------------------------------------
""",
        [
            "|2025 Guidance|Prior outlook",
            "Loans|Growth of 3% to 4%|Growth of 1% to 4%",
            "Deposits|Growth of 3% to 4%|Growth of 3% to 4%",
            "Expense|Growth of 4.5%|Growth of 5.5%",
        ],
    ),
    "two levels of header tiles over ruled rows, a note and a footer below": (
        """
[ (m yen)         ][  Three months  ][   Nine months  ]
[                 ][ 2023 ][  2024  ][ 2023 ][  2024  ]
-------------------------------------------------------
Sales               17,590   18,158   52,640   54,128
-------------------------------------------------------
Optics               8,412    9,106   24,870   26,933
-------------------------------------------------------
Cost                 9,842    9,060   25,518   26,210
-------------------------------------------------------
1 Includes the costs of the new site.

Orchid Precision Co., Ltd.        3
""",
        [
            "(m yen)v|Three months|<|Nine months|<",
            "|2023|2024|2023|2024",
            "Sales|17,590|18,158|52,640|54,128",
            "Optics|8,412|9,106|24,870|26,933",
            "Cost|9,842|9,060|25,518|26,210",
        ],
    ),
    "tiles beside tall ones, and tall rows between rules": (
        """
[              ][ FY2024 forecast ][ FY2023 ]
[              ][ Before ][   Now ][ actual ]
---------------------------------------------

Sales             73,000    72,200    71,022

---------------------------------------------

Profit             6,900     6,600     6,512

---------------------------------------------

Dividend           42.00     42.00     40.00

---------------------------------------------
""",
        [
            "|FY2024 forecast|<|FY2023 / actualv",
            "|Before|Now|",
            "Sales|73,000|72,200|71,022",
            "Profit|6,900|6,600|6,512",
            "Dividend|42.00|42.00|40.00",
        ],
    ),
    "a value over its percentage in each band": (
        """
[                      ][   4Q24  ][   4Q23  ][  Change ]
---------------------------------------------------------
                            307.5      247.7
Revenue                                           24.1%
                             100%       100%
---------------------------------------------------------
                             95.6       81.0
Cost of revenue                                   18.0%
                            31.1%      32.7%
---------------------------------------------------------
Net income                   24.8       (1.2)       n/m
---------------------------------------------------------
""",
        [
            "|4Q24|4Q23|Change",
            "Revenue|307.5 / 100%|247.7 / 100%|24.1%",
            "Cost of revenue|95.6 / 31.1%|81.0 / 32.7%|18.0%",
            "Net income|24.8|(1.2)|n/m",
        ],
    ),
    "sub-headings in bands of their own": (
        """
                          Q1 2025   Q1 2024    Change
-----------------------------------------------------
Orders and revenue
-----------------------------------------------------
Order intake                612.7     538.2     13.8%
-----------------------------------------------------
Revenue                     568.4     541.9      4.9%
-----------------------------------------------------
Earnings
-----------------------------------------------------
EBIT                         51.2      42.8     19.6%
-----------------------------------------------------
""",
        [
            "|Q1 2025|Q1 2024|Change",
            "Orders and revenue|||",
            "Order intake|612.7|538.2|13.8%",
            "Revenue|568.4|541.9|4.9%",
            "Earnings|||",
            "EBIT|51.2|42.8|19.6%",
        ],
    ),
    "a sub-heading over the first row of a band, reaching over the numbers": (
        """
(m)                         2Q24    3Q24
----------------------------------------
Income before gains and losses on shares

Income                      14.6    16.1
----------------------------------------
Gains                       (1.4)    4.3
----------------------------------------
Total                       13.2    20.4
----------------------------------------
""",
        [
            "(m)|2Q24|3Q24",
            "Income before gains and losses on shares||",
            "Income|14.6|16.1",
            "Gains|(1.4)|4.3",
            "Total|13.2|20.4",
        ],
    ),
    "two levels of header tiles over rows without rules": (
        """
[ (m yen)         ][  Three months  ][   Nine months  ]
[                 ][ 2023 ][  2024  ][ 2023 ][  2024  ]
Sales               17,590   18,158   52,640   54,128
Optics               8,412    9,106   24,870   26,933
Cost                 9,842    9,060   25,518   26,210
""",
        [
            "(m yen)v|Three months|<|Nine months|<",
            "|2023|2024|2023|2024",
            "Sales|17,590|18,158|52,640|54,128",
            "Optics|8,412|9,106|24,870|26,933",
            "Cost|9,842|9,060|25,518|26,210",
        ],
    ),
    "a remark under all headings": (
        """
              June 2025   March 2025  June 2024
              (in thousands, not audited by us)
Equity            2,929        2,874      2,780
Assets           23,700       23,200     23,235
Cash                180          166        172
""",
        [
            "|June 2025|March 2025|June 2024",
            "|(in thousands, not audited by us)|<|<",
            "Equity|2,929|2,874|2,780",
            "Assets|23,700|23,200|23,235",
            "Cash|180|166|172",
        ],
    ),
    "numbers set to either side under one header tile": (
        """
[ Item      ][     Sales     ][  Cost  ]
----------------------------------------
Network       80                  1,844
----------------------------------------
Systems                   19        438
----------------------------------------
Other         25                     12
----------------------------------------
Goods         33                     17
----------------------------------------
Rights                    20          9
----------------------------------------
Sums          61          44         32
----------------------------------------
Of those      21          22         12
----------------------------------------
""",
        [
            "Item|Sales|Cost",
            "Network|80|1,844",
            "Systems|19|438",
            "Other|25|12",
            "Goods|33|17",
            "Rights|20|9",
            "Sums|61 44|32",
            "Of those|21 22|12",
        ],
    ),
    "a tile that is the ground of several headings": (
        """
[ m yen                 2024      2023 ]
----------------------------------------
Sales                    500       480
----------------------------------------
Cost                     300       290
----------------------------------------
""",
        ["m yen|2024|2023", "Sales|500|480", "Cost|300|290"],
    ),
    "a heading at the side of the rule that shows its columns": (
        """
                              Half
                              ---------------
m                              2023      2024   Change
Sales                         1,765     1,812        3
EPS                            18.4      24.7       34
""",
        ["|Half|<|", "m|2023|2024|Change", "Sales|1,765|1,812|3", "EPS|18.4|24.7|34"],
    ),
    "a heading that begins narrow and goes on over its columns": (
        """
                         Half-year
                  ended September 2024
                  --------------------
                   Sales   Cost   EBIT

Optics               902    872     30
Motion               723    706     17
""",
        ["|Half-year / ended September 2024|<|<", "|Sales|Cost|EBIT", "Optics|902|872|30", "Motion|723|706|17"],
    ),
    "headings at the side of tiles over rows without rules": (
        """
                            2nd site       all sites
[ m yen           ][ Quarter        ][ Nine months    ]
[                 ][ 2023 ][  2024  ][ 2023 ][  2024  ]
Sales               17,590   18,158   52,640   54,128
Optics               8,412    9,106   24,870   26,933
""",
        [
            "m yenv|Quarter|<|Nine months|<",
            "|2023|2024|2023|2024",
            "Sales|17,590|18,158|52,640|54,128",
            "Optics|8,412|9,106|24,870|26,933",
        ],
    ),
    "a heading at the side of its ruled cell": (
        """
+----------+-------------------+
|          | Share             |
+----------+---------+---------+
| Group    |  1991   |  2001   |
+----------+---------+---------+
| Men      |  11.0   |   7.5   |
+----------+---------+---------+
| Women    |   6.6   |   3.7   |
+----------+---------+---------+
""",
        ["|Share|<", "Group|1991|2001", "Men|11.0|7.5", "Women|6.6|3.7"],
    ),
    "a header tile over two numbers of each row": (
        """
[ Item      ][ % of sales 3Q ][ Sales ]
---------------------------------------
Network       80.8        14.2    1,844
---------------------------------------
Systems       19.2         9.4      438
---------------------------------------
Other          0.5         1.1       12
---------------------------------------
""",
        ["Item|% of sales 3Q|<|Sales", "Network|80.8|14.2|1,844", "Systems|19.2|9.4|438", "Other|0.5|1.1|12"],
    ),
    "rows without a rule at the foot": (
        """
                2024      2023
Sales            500       480
------------------------------
Cost             300       290
------------------------------
Tax               20        18
------------------------------
Profit           180       172

All figures are unaudited and rounded to millions.
""",
        ["|2024|2023", "Sales|500|480", "Cost|300|290", "Tax|20|18", "Profit|180|172"],
    ),
    "a heading of two lines over a rule that shows its columns": (
        """
                    Three Months    Six Months Ended    Change %
                    December 31,      December 31,
                   --------------   -----------------   ----------
                    2024    2023      2024     2023     3 mo 6 mo

Sales                902     872     1,813    1,765       4    3
Cost                (723)   (706)   (1,456)  (1,436)     (3)  (3)
Profit               180     166       357      329       9   28
""",
        [
            "|Three Months / December 31,|<|Six Months Ended / December 31,|<|Change %|<",
            "|2024|2023|2024|2023|3 mo|6 mo",
            "Sales|902|872|1,813|1,765|4|3",
            "Cost|(723)|(706)|(1,456)|(1,436)|(3)|(3)",
            "Profit|180|166|357|329|9|28",
        ],
    ),
    "sums in a column of their own, a heading set wide": (
        """
+--------------------+-----------------------+
| Item               |    Am         ount    |
+--------------------+-----------+-----------+
| Goods              |     2,200 |           |
|                    +-----------+           |
| Sum of goods       |           |     2,200 |
|                    |           +-----------+
| Rent               |       340 |           |
|                    +-----------+           |
| Sum of costs       |           |       340 |
+--------------------+-----------+-----------+
""",
        [
            "Item|Am ount|<",
            "Goods|2,200|",
            "Sum of goods||2,200",
            "Rent|340|",
            "Sum of costs||340",
        ],
    ),
}

NO_TABLES = {
    "prose in one column": """
Net sales for the group of 3,673 million were 6% lower than last year, which includes
an unfavourable impact of approximately 2% from items affecting comparability and of
25 million from the pass through of raw material costs, and volumes were 7% lower in
all regions but one, where the decline of 4% was smaller than in the year before that.
""",
    "prose in two columns": """
Net sales of the group grew by 6%        Volumes were lower by 7% in all but
to 3,673 million on the strength of      one region, where the decline was of
the pass through of raw materials.       4% and smaller than the year before.
Costs of 25 million were borne by        The outlook for 2024 is unchanged at
customers of both segments and by        67 to 71 cents for each share of the
those of the former business.            company, before any more purchases.
""",
    "bullets": """
•  Net sales of 14,694 million
•  Net income of 1,048 million
•  Free cash flow of 848 million
•  Dividend of 49 cents
""",
    "a list of contents": """
Highlights              3
Segments                7
Outlook                12
Appendix               21
""",
    "the grid of a chart with its labels": """
     ----------------------------
        12      14
     ----------------------------
        10      11      16
     ----------------------------
         8       9      12
     ----------------------------
""",
    "panels of text below each other": """
[ Sales rose by 4% to 902 million on higher volumes.     ]

[ Profit rose by 12% to 93 million after savings of 11.  ]

[ The board declared a dividend of 4.25 cents per share. ]
""",
    "a box around a text": """
+--------------------------------------------+
| On 10 May the council agreed on a package  |
| of 60 billion, of which 440 billion came   |
| from loans of its members.                 |
+--------------------------------------------+
""",
}
