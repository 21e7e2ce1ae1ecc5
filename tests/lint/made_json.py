"""Prints the page of JSON in one language, from the schemas in docs/schema: made_json.py en|zh-CN.

SPDX-License-Identifier: Apache-2.0
"""

import json
import pathlib
import sys

LANG = sys.argv[1]
ENGLISH = LANG == "en"
COMMANDS = ["plan", "compare", "sweep", "access", "frontier", "explain", "check", "profiles", "rules", "solve", "verify"]

HEAD = (
    """# What `--json` says

Made from the schemas in [schema/](schema), which the tests hold against what the program prints; after a change run
`BUJU_UPDATE_DOCS=1 ctest --test-dir build/dev -R lint.made`. For programs that start `buju` and read its answer.

```
buju plan scenario.yaml -o plan.gpkg --json >summary.json
sqlite3 :memory: "select json_extract(readfile('summary.json'), '$.people.served.after')"
```

- One JSON document on standard output, UTF-8, on one line, and nothing else. Progress and errors go to standard error. A command that
  fails prints no JSON; its exit status says why.
- Keys are English and do not depend on `--lang`. What a key means in words stands in the tables below; words with a list of their own
  (`verdicts`, `actions` …) are at the end of [outputs.md](outputs.md).
- Whole numbers are exact. Numbers with decimals are printed with as many digits as read back the same. `null` is not known or not
  applicable, never 0. Times are minutes, money is yuan, shares are percent unless said otherwise.
- Later versions may add keys: pass over those you do not know.
- In the tables `*` stands for a key of the data, `[]` for each element, and `?` marks what may be missing.
"""
    if ENGLISH
    else """# `--json` 的内容

本页由 [schema/](schema) 里的 JSON Schema 生成，测试用它们逐一核对程序的输出；修改后以
`BUJU_UPDATE_DOCS=1 ctest --test-dir build/dev -R lint.made` 更新。写给要在自己的程序里调用 `buju` 的人。

```
buju plan scenario.yaml -o plan.gpkg --json >summary.json
sqlite3 :memory: "select json_extract(readfile('summary.json'), '$.people.served.after')"
```

- 标准输出上只有一个 JSON 文档，UTF-8，占一行。进度和错误走标准错误。命令失败时没有 JSON，原因看退出状态。
- 键名都是英文，不随 `--lang` 变化，含义见下表；有固定取值的词（`verdicts`、`actions` 等）列在
  [outputs.zh-CN.md](outputs.zh-CN.md) 末尾。
- 整数是精确的；小数的位数足以原样读回。`null` 表示不知道或不适用，从不写成 0。时间以分钟计，金额以元计，比例未说明的都是百分数。
- 以后的版本可能增加键，不认识的请跳过。
- 表中 `*` 代表由数据决定的键，`[]` 代表数组的每个元素，`?` 表示可能不出现。
"""
)
COLUMNS = "| key | type | meaning |" if ENGLISH else "| 键 | 类型 | 含义 |"


def said(schema):
    return schema.get("description" if ENGLISH else "x-zh", "")


def kind(schema):
    if "enum" in schema:
        return "one of " + ", ".join(value or "“”" for value in schema["enum"]) if ENGLISH else "之一：" + "、".join(value or "“”" for value in schema["enum"])
    if "oneOf" in schema:
        return ", ".join(kind(one) for one in schema["oneOf"])
    kinds = schema["type"] if isinstance(schema["type"], str) else ", ".join(schema["type"])
    inner = schema.get("items", schema.get("additionalProperties"))
    if isinstance(inner, dict) and "$ref" not in inner and inner["type"] not in ("object", "array"):
        kinds += f" ({kind(inner)})"
    return kinds


def followed(schema, root):
    """The schema a reference leads to, with what is said at the reference."""
    if "$ref" not in schema:
        return schema
    return {**root["$defs"][schema["$ref"].rsplit("/", 1)[1]], **{k: v for k, v in schema.items() if k != "$ref"}}


def rows(schema, root, path, optional=False):
    schema = followed(schema, root)
    name = path.replace(".[]", "[]") + ("?" if optional else "")
    if path:
        yield f"| `{name}` | {kind(schema)} | {said(schema)} |"
    for one in [schema] + [followed(one, root) for one in schema.get("oneOf", [])]:
        if "items" in one:
            inner = followed(one["items"], root)
            if inner["type"] == "object":
                yield from members(inner, root, path + ".[]" if path else "[]")
        yield from members(one, root, path)


def members(schema, root, path):
    before = f"{path}." if path else ""
    for key, value in schema.get("properties", {}).items():
        yield from rows(value, root, before + key, key not in schema.get("required", []))
    more = schema.get("additionalProperties")
    if isinstance(more, dict):
        inner = followed(more, root)
        if said(inner):
            yield from rows(inner, root, before + "*")
        elif inner["type"] == "object":
            yield from members(inner, root, before + "*")


def main():
    out = [HEAD]
    schemas = sorted(path.stem for path in pathlib.Path("docs/schema").glob("*.json"))
    if schemas != sorted(COMMANDS):
        sys.exit(f"docs/schema: {schemas}, not {sorted(COMMANDS)}")
    for command in COMMANDS:
        root = json.loads(pathlib.Path(f"docs/schema/{command}.json").read_text(encoding="utf-8"))
        out.append(f"\n## `buju {command}`\n\n")
        if said(root):
            out.append(f"{said(root)} ")
        out.append(f"[schema/{command}.json](schema/{command}.json)\n\n{COLUMNS}\n|---|---|---|\n")
        out.extend(row + "\n" for row in rows(root, root, ""))
    sys.stdout.write("".join(out))


main()
