#!/usr/bin/env python3
"""List the form fields of PDF files: name, kind, value, options. Tab separated, one field a line.

    python list_fields.py form.pdf [more.pdf …]

Exit code: 0 fields found in all, 1 a file without fields, 2 wrong use.
"""
import sys

from pypdf import PdfReader

KINDS = {"/Tx": "text", "/Btn": "button", "/Ch": "choice", "/Sig": "signature"}


def options(field) -> str:
    # An option is a text, or a pair of the stored value and the text shown.
    entries = field.get("/_States_", field.get("/Opt", []))
    return " | ".join(str(entry[0]) if isinstance(entry, list) else str(entry) for entry in entries)


def main(paths) -> int:
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    result = 0
    for path in paths:
        reader = PdfReader(path)
        form = reader.trailer["/Root"].get("/AcroForm")
        if form is not None and "/XFA" in form.get_object():
            print(f"{path}: XFA form; the XML packet is authoritative", file=sys.stderr)
        fields = reader.get_fields() or {}
        if not fields:
            print(f"{path}: no form fields; read its text layer, or use OCR if it is a scan", file=sys.stderr)
            result = 1
        for name, field in fields.items():
            value = field.get("/V", "")
            print(path, name, KINDS.get(field.get("/FT"), "group"), value, options(field), sep="\t")
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
