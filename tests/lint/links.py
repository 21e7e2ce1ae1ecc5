"""Prints the links of pages that lead nowhere: links.py PAGE…; a link leads to a file, and to a heading of a page.

SPDX-License-Identifier: Apache-2.0
"""

import functools
import pathlib
import re
import sys
import unicodedata

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`[^`]*`")
SHOWN = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")  # a link in a heading counts as the words it shows
ELSEWHERE = re.compile(r"[a-z]+://|mailto:")


def prose(page):
    """The lines of a page with their numbers, without its examples."""
    inside = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("```"):
            inside = not inside
        elif not inside:
            yield number, line


def slug(heading):
    """A heading's anchor as GitHub makes it: letters of any script, digits, _ and -; spaces become -."""
    kept = (c for c in SHOWN.sub(r"\1", heading).strip().lower() if c in " -" or unicodedata.category(c)[0] in "LMN" or c == "_")
    return "".join(kept).replace(" ", "-")


@functools.lru_cache(maxsize=None)
def anchors(page):
    """Of two headings that are alike the second is called heading-1."""
    found = set()
    for _, line in prose(page):
        if heading := re.match(r"#{1,6} +(.*?)(?: +#+)? *$", line):
            plain = name = slug(heading[1])
            again = 0
            while name in found:
                again += 1
                name = f"{plain}-{again}"
            found.add(name)
    return found


def wrong(page, target):
    """What is wrong with a link, or None."""
    if ELSEWHERE.match(target):
        return None
    path, _, anchor = target.partition("#")
    file = page.parent / path if path else page
    if not file.exists():
        return "leads nowhere"
    if anchor and (file.suffix != ".md" or anchor not in anchors(file)):
        return "there is no such heading"
    return None


for name in sys.argv[1:]:
    page = pathlib.Path(name)
    for number, line in prose(page):
        for target in LINK.findall(CODE.sub("", line)):
            if what := wrong(page, target):
                print(f"{name}:{number}: {what}: {target}")
