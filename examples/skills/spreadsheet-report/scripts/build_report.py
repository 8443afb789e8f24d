#!/usr/bin/env python3
"""Make a workbook with a summary by region from a CSV with the columns date, region, amount.

    python build_report.py sales.csv report.xlsx
"""
import csv
import sys
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table, TableStyleInfo


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as source:
        rows = [(date.fromisoformat(r["date"]), r["region"].strip(), float(r["amount"])) for r in csv.DictReader(source)]
    if not rows:
        print("no records: nothing to report", file=sys.stderr)
        return 1

    book = Workbook()
    summary = book.active
    summary.title = "Summary"
    data = book.create_sheet("Data")
    data.append(["date", "region", "amount"])
    for day, region, amount in rows:
        data.append([day, region, amount])
        # A region such as "=1+1" stays text: a user's text must never run as a formula.
        data.cell(data.max_row, 2).data_type = "s"
        data.cell(data.max_row, 1).number_format = "yyyy-mm-dd"
        data.cell(data.max_row, 3).number_format = "#,##0.00"
    table = Table(displayName="Sales", ref=f"A1:C{data.max_row}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    data.add_table(table)
    data.freeze_panes = "A2"
    data.column_dimensions["A"].width = 12

    summary["A1"] = f"Sales from {min(r[0] for r in rows)} to {max(r[0] for r in rows)}"
    summary["A1"].font = Font(bold=True, size=14)
    summary.append([])
    summary.append(["Region", "Amount", "Share"])
    for cell in summary[3]:
        cell.font = Font(bold=True)
    regions = sorted({r[1] for r in rows})
    last = 3 + len(regions)
    for line, region in enumerate(regions, 4):
        summary.cell(line, 1, region).data_type = "s"
        summary.cell(line, 2, f"=SUMIFS(Sales[amount],Sales[region],A{line})").number_format = "#,##0.00"
        summary.cell(line, 3, f"=B{line}/B${last + 1}").number_format = "0.0%"
    summary.cell(last + 1, 1, "Total").font = Font(bold=True)
    summary.cell(last + 1, 2, f"=SUM(B4:B{last})").number_format = "#,##0.00"
    summary.cell(last + 3, 1, "Check: regions = data")
    summary.cell(last + 3, 2, f'=IF(ABS(B{last + 1}-SUM(Sales[amount]))<0.005,"OK","DIFFERENCE")')
    summary.column_dimensions["A"].width = 28
    summary.column_dimensions["B"].width = 16
    summary.page_setup.fitToWidth = 1
    summary.page_setup.fitToHeight = 0
    summary.sheet_properties.pageSetUpPr.fitToPage = True

    book.save(sys.argv[2])
    print(f"{sys.argv[2]}: {len(rows)} records, {len(regions)} regions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
