"""Prints the page of findings in one language, from the kinds as they stand beside the code: made_findings.py en|zh-CN.

SPDX-License-Identifier: Apache-2.0
"""

import pathlib
import re
import sys

TEXT = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
FULL = re.compile(
    r'"([a-z][a-z0-9_]+)"\s*,\s*BUJU_(NOTE|WARNING|SERIOUS)\s*,\s*'
    rf"\{{\s*{TEXT},\s*{TEXT}\}}\s*,\s*\{{\s*{TEXT},\s*{TEXT}\}}"
)
SHORT = re.compile(rf"BUJU_KIND\(\s*([a-z][a-z0-9_]+)\s*,\s*BUJU_(NOTE|WARNING|SERIOUS)\s*,\s*{TEXT},\s*{TEXT},\s*{TEXT},\s*{TEXT}\)")
SEVERITIES = ["SERIOUS", "WARNING", "NOTE"]

HEAD = {
    "zh-CN": (
        "# 数据问题逐条说明\n\n"
        "本页由程序源码中的数据问题生成；修改后以 `BUJU_UPDATE_DOCS=1 ctest --test-dir build/dev -R lint.made` 更新。\n\n"
        "`buju check` 和方案的 `findings` 图层用这里的编号；“…”处是每一条自己的数字和名称。多数问题已按第三列处理，不必理会；"
        "严重的请逐条看，改数据或在方案文件里写明。常见的几条怎样改，见[准备数据](preparing-data.zh-CN.md)。\n"
    ),
    "en": (
        "# Findings, one by one\n\n"
        "Made from the findings in the program's source; after a change run "
        "`BUJU_UPDATE_DOCS=1 ctest --test-dir build/dev -R lint.made`.\n\n"
        "`buju check` and the layer `findings` of a plan use these ids; “…” stands for each row's own numbers and names. "
        "Most need nothing: the third column says what was done. Read the serious ones one by one, and correct the data or "
        "the scenario. What to do about the common ones: [preparing data](preparing-data.md).\n"
    ),
}
SECTION = {
    "zh-CN": {"SERIOUS": "严重", "WARNING": "警告", "NOTE": "提示"},
    "en": {"SERIOUS": "Serious", "WARNING": "Warnings", "NOTE": "Notes"},
}
COLUMNS = {"zh-CN": "| 编号 | 问题 | 程序怎样处理 |", "en": "| id | what is odd | what the program did |"}


def joined(literals):
    text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))
    text = text.replace('\\"', '"').replace("|", "\\|")
    return re.sub(r"\{\d\}", "…", re.sub(r"\{\d\?[^|}]*\|([^}]*)\}", r"\1", text))


def kinds():
    found = set()
    for path in sorted(pathlib.Path(".").glob("*/**/*.[ch]")):
        if path.parts[0] not in ("core", "layers", "libbuju", "planner"):
            continue
        source = path.read_text(encoding="utf-8")
        rows = FULL.findall(source) + SHORT.findall(source)
        declared = len(re.findall(r"buju_finding_kind \w+ = \{", source)) + len(re.findall(r"\bBUJU_KIND\(\w+, BUJU_", source))
        if len(rows) < declared and path.name != "finding_kind.h":
            sys.exit(f"{path}: {declared} kinds of findings, {len(rows)} understood")
        found.update(rows)
    return sorted(found)


def main():
    lang = sys.argv[1]
    at = 3 if lang == "en" else 2
    out = [HEAD[lang]]
    for severity in SEVERITIES:
        out.append(f"\n## {SECTION[lang][severity]}\n\n{COLUMNS[lang]}\n|---|---|---|\n")
        for row in kinds():
            if row[1] == severity:
                out.append(f"| `{row[0]}` | {joined(row[at])} | {joined(row[at + 2])} |\n")
    sys.stdout.write("".join(out))


main()
