"""Holds the JSON on standard input against a schema, and says where it differs: valid_json.py SCHEMA.

SPDX-License-Identifier: Apache-2.0
"""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
text = sys.stdin.buffer.read().decode("utf-8")
errors = list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(text)))
for error in errors[:10]:
    print("/".join(str(part) for part in error.path) + ": " + error.message[:200])
sys.exit(1 if errors else 0)
