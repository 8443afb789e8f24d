#!/usr/bin/env python3
"""Tell what is in a CSV file before anything is converted. Standard library only.

    python profile_csv.py input.csv
"""
import csv
import io
import re
import sys
from collections import Counter
from pathlib import Path

KANA = re.compile("[\u3041-\u30fe]")


def decode(data: bytes) -> tuple[str, str]:
    """Return text and encoding."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig"), "utf-8-sig"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16"), "utf-16"
    for encoding in ("utf-8", "cp932", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Western text often decodes as cp932 too, into rare kanji; real Japanese has kana.
        if encoding != "cp932" or KANA.search(text):
            return text, encoding
    return data.decode("latin-1"), "latin-1 (no better guess)"


def delimiter_of(text: str) -> str:
    """The candidate that splits the first lines into the same number of columns, more than one."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    best, score = ",", 0.0
    for candidate in ",;\t|":
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=candidate))
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        value = count / max(len(lines), 1) * (width > 1) * width
        if value > score:
            best, score = candidate, value
    return best


def shape(value: str) -> str:
    """03/04/2026 -> 99/99/9999, AB-12 -> A-99, so that odd ones stand out."""
    value = re.sub(r"\d", "9", value)
    return re.sub(r"[^\W\d_]+", "A", value)[:24]


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    text, encoding = decode(Path(sys.argv[1]).read_bytes())
    delimiter = delimiter_of(text)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not rows:
        print("empty file")
        return 1
    header, body = rows[0], [row for row in rows[1:] if row]
    ragged = [number for number, row in enumerate(body, 2) if len(row) != len(header)]
    print(f"encoding {encoding}, delimiter {delimiter!r}, {len(body)} records, {len(header)} columns")
    print(f"duplicate records: {len(body) - len({tuple(row) for row in body})}")
    print(f"records with another number of columns: {len(ragged)} {ragged[:5] or ''}")
    for index, name in enumerate(header):
        values = [row[index] for row in body if index < len(row)]
        filled = [value for value in values if value.strip()]
        blanks = sum(value != value.strip() for value in values)
        zeros = sum(bool(re.fullmatch(r"0\d+", value)) for value in filled)
        shapes = Counter(map(shape, filled)).most_common(4)
        print(f"\n{name!r}: {len(values) - len(filled)} empty, {len(set(filled))} distinct", end="")
        print(f", {blanks} with outer blanks" if blanks else "", end="")
        print(f", {zeros} with leading zeros (keep as text)" if zeros else "")
        for form, count in shapes:
            print(f"    {count:>8}  {form}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
