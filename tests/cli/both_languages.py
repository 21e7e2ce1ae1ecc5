"""Whatever a profile says in words it says in both languages: reads buju profiles ID --json, names what does not.

SPDX-License-Identifier: Apache-2.0
"""

import json
import re
import sys

HAN, LATIN = re.compile("[\u3400-\u9fff]"), re.compile("[A-Za-z]")
wrong, said = [], 0


def look(node, path):
    global said
    if isinstance(node, list):
        for i, part in enumerate(node):
            look(part, f"{path}/{i}")
    elif isinstance(node, dict) and set(node) == {"zh", "en"}:
        said += 1
        if not HAN.search(node["zh"] or ""):
            wrong.append(f"{path}: no Chinese: {node['zh']}")
        if HAN.search(node["en"] or "") or not LATIN.search(node["en"] or ""):
            wrong.append(f"{path}: no English: {node['en']}")
    elif isinstance(node, dict):
        for key, part in node.items():
            english = node.get(f"{key}_en", part)  # a parameter in words has its English beside it
            if f"{key}_en" in node and part.get("value") and not (english.get("value") and not HAN.search(english["value"])):
                wrong.append(f"{path}/{key}: no English: {part['value']}")
            look(part, f"{path}/{key}")


look(json.load(sys.stdin), sys.argv[1])
print("\n".join(wrong) or f"{said} texts")
sys.exit(1 if wrong or not said else 0)
