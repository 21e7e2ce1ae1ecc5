# screen.py FILE COLUMNS LINES: fails where the text takes more, or moves the cursor. SPDX-License-Identifier: Apache-2.0
import sys
import unicodedata

path, columns, lines = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
text = open(path, encoding="utf-8").read().removesuffix("\n").split("\n")
wrong = [f"{len(text)} lines, more than {lines}"] if len(text) > lines else []
for line in text:
    width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
    if width > columns:
        wrong.append(f"{width} columns: {line}")
    if any(unicodedata.category(c) == "Cc" for c in line):
        wrong.append(f"a control character: {line!r}")
if wrong:
    sys.exit("\n".join(wrong))
