#!/usr/bin/env python3
"""見積の明細を検算する。列は 品名,数量,単位,単価,税率 (単価は税抜、税率は 10、8、0)。

    python keisan.py meisai.csv

端数は切り捨て。税率ごとに税抜金額を合計し、消費税の端数処理は税率ごとに1回だけ行う。
"""
import csv
import sys
import unicodedata
from decimal import ROUND_DOWN, Decimal


def yen(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_DOWN))


def pad(text: str, width: int) -> str:
    """全角を2と数えて右を空白で埋める。"""
    used = sum(2 if unicodedata.east_asian_width(letter) in "FWA" else 1 for letter in text)
    return text + " " * max(1, width - used)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    subtotals: dict[int, int] = {}
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as source:
        for row in csv.DictReader(source):
            amount = yen(Decimal(row["数量"]) * Decimal(row["単価"]))
            rate = int(row["税率"])
            subtotals[rate] = subtotals.get(rate, 0) + amount
            detail = f"{row['数量']} {row['単位']} x {int(row['単価']):,} = {amount:>12,}"
            print(pad(row["品名"], 26) + detail)
    total = sum(subtotals.values())
    for rate in sorted(subtotals, reverse=True):
        print(pad(f"小計({rate}%対象)", 44) + f"{subtotals[rate]:>12,}")
    for rate in sorted(subtotals, reverse=True):
        tax = yen(Decimal(subtotals[rate]) * rate / 100)
        total += tax
        print(pad(f"消費税({rate}%)", 44) + f"{tax:>12,}")
    print(pad("合計(税込)", 44) + f"{total:>12,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
