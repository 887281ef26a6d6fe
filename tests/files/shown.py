"""Number formats of real tables, a number in each, and what Excel shows of it.

The last column says how that differs from what is stored; a reader has to tell it.
"""

from __future__ import annotations

from dxdesk.files.cell_marks import Odd

# 2025-03-31, 2025-04-01, 2019-05-01 and 2025-03-31 13:05:30.
DAY, NEXT_DAY, FIRST_OF_ERA, MOMENT = 45747, 45748, 43586, 45747.545486111

SHOWN: list[tuple[str, float, str, Odd | None]] = [
    # Words around the number
    ('0"件"', 120, "120件", None),
    ('#,##0"千円"', 1234, "1,234千円", None),
    ('#,##0"㎡"', 15000, "15,000㎡", None),
    ('"約"0"人"', 5, "約5人", None),
    ('0.0"ポイント"', 1.5, "1.5ポイント", None),
    ('G/標準"回"', 7, "7回", None),
    ("0\\円", 480, "480円", None),
    ("0万円", 480, "480万円", None),
    ('0"位"', 3, "3位", None),
    ('0"m2"', 120, "120m2", None),
    ('"R6："0"件"', 5, "R6：5件", Odd.DIFFERENT),
    ('#,##0",000円"', 1234, "1,234,000円", Odd.DIFFERENT),
    ('"達成"', 1, "達成", Odd.DIFFERENT),
    # Thousands, decimals, padding
    ("General", 45.3, "45.3", None),
    ("G/標準", 1234567, "1234567", None),
    ("#,##0", 92186, "92,186", None),
    ("#,##0.00", 1234.5, "1,234.50", None),
    ("0.0", 42, "42.0", None),
    ("0.0", 98.765, "98.8", Odd.ROUNDED),
    ("0", 0.4, "0", Odd.ROUNDED),
    ("000", 7, "007", None),
    ("#.##", 5, "5.", None),
    (".00", 0.5, ".50", None),
    ("0_);(0)", 5, "5", None),
    ('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 1234, "1,234", None),
    ('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 0, "-", Odd.DIFFERENT),
    ("\\\\#,##0", 1000, "¥1,000", None),
    ("[$¥-411]#,##0", 1000, "¥1,000", None),
    ("@", 12, "12", None),
    # Scaling
    ("#,##0,", 1234567, "1,235", Odd.DIFFERENT),
    ('#,##0,"千円"', 1234000, "1,234千円", Odd.DIFFERENT),
    ('0.0,,"百万円"', 1234567, "1.2百万円", Odd.DIFFERENT),
    # Sections
    ('#,##0;"▲ "#,##0', -35, "▲ 35", None),
    ('0.0;"△"0.0', -3.5, "△3.5", None),
    ("0_);(0)", -5, "(5)", None),
    ("#,##0;[赤]#,##0", -5, "5", Odd.DIFFERENT),
    ("#,##0;[赤]\\-#,##0", -1234, "-1,234", None),
    ('"▲"0', 5, "▲5", Odd.DIFFERENT),
    ('0;-0;"なし"', 0, "なし", Odd.DIFFERENT),
    ('[<1]"1未満";0', 0.5, "1未満", Odd.DIFFERENT),
    ('[<1]"1未満";0', 3, "3", None),
    ('[<1000]0"円";[<1000000]0.0,"千円";0.0,,"百万円"', 500, "500円", None),
    ('[<1000]0"円";[<1000000]0.0,"千円";0.0,,"百万円"', 2500, "2.5千円", Odd.DIFFERENT),
    ("+0;-0;0", 12, "+12", None),
    (";;;", 1234, "", Odd.DIFFERENT),
    ("0;;", -3, "", Odd.DIFFERENT),
    # Shares, fractions, powers
    ("0%", 0.4, "40%", None),
    ("0.0%", 0.453, "45.3%", None),
    ("0%", 0.996, "100%", Odd.ROUNDED),
    ('0"%"', 45, "45%", None),
    ("# ?/?", 1.5, "1 1/2", None),
    ("# ??/??", 0.3125, "5/16", None),
    ("# ?/?", 0.3, "2/7", Odd.ROUNDED),
    ("# ?/4", 2.5, "2 2/4", None),
    ("0.00E+00", 12300, "1.23E+04", None),
    ("##0.0E+0", 12345, "12.3E+3", Odd.ROUNDED),
    # Dates
    ("yyyy/m/d", DAY, "2025/3/31", None),
    ("yyyy-mm-dd", DAY, "2025-03-31", None),
    ('yyyy"年"m"月"d"日"', DAY, "2025年3月31日", None),
    ('yyyy"年"m"月"', DAY, "2025年3月", None),
    ('yyyy"年度"', DAY, "2025年度", None),
    ('[$-411]ggge"年"m"月"d"日";@', DAY, "令和7年3月31日", None),
    ("[$-411]ge.m.d;@", DAY, "R7.3.31", None),
    ('[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', FIRST_OF_ERA, "令和元年5月1日", None),
    ("gge.mm.dd", FIRST_OF_ERA - 1, "平31.04.30", None),
    ("yyyy/m/d(aaa)", DAY, "2025/3/31(月)", None),
    ('[$-F800]dddd", "mmmm" "dd", "yyyy', DAY, "2025年3月31日", None),
    ('m"月"d"日"', NEXT_DAY, "4月1日", Odd.DAY),
    ("m/d", NEXT_DAY, "4/1", Odd.DAY),
    ("d-mmm", NEXT_DAY, "1-Apr", Odd.DAY),
    ("mmm-yy", NEXT_DAY, "Apr-25", Odd.DAY),
    ("yyyy/m/d", 12, "1900/1/12", Odd.DIFFERENT),
    ("yyyy/m/d", -1, "-1", Odd.DIFFERENT),
    # Times
    ("yyyy/m/d h:mm", MOMENT, "2025/3/31 13:05", None),
    ("h:mm", 0.25, "6:00", None),
    ("h:mm", 1.25, "6:00", Odd.DIFFERENT),
    ("[h]:mm", 1.25, "30:00", None),
    ('[h]"時間"mm"分"', 2.5 / 24, "2時間30分", None),
    ("[mm]", 0.05, "72", None),
    ("mm:ss", 0.01, "14:24", None),
    ("[$-411]AM/PM h:mm", 0.75, "午後 6:00", None),
    # What no reader of Excel would know
    ("[DBNum1]0", 12, "12", Odd.DIFFERENT),
    ("xyz", 12, "12", Odd.DIFFERENT),
    ("0" * 300, 12, "12", Odd.DIFFERENT),
]
