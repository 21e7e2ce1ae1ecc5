/* Building the XML that QGIS reads. SPDX-License-Identifier: Apache-2.0 */
#include "layers/qgis/xml.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

CPLXMLNode *buju_xml(CPLXMLNode *parent, const char *name, ...) {
  CPLXMLNode *node = CPLCreateXMLNode(parent, CXT_Element, name);
  va_list pairs;
  va_start(pairs, name);
  for (const char *key; (key = va_arg(pairs, const char *)) != NULL;)
    CPLAddXMLAttributeAndValue(node, key, va_arg(pairs, const char *));
  va_end(pairs);
  return node;
}

CPLXMLNode *buju_xml_text(CPLXMLNode *parent, const char *name, const char *text) {
  return CPLCreateXMLElementAndValue(parent, name, text);
}

CPLXMLNode *buju_xml_map(CPLXMLNode *parent) { return buju_xml(parent, "Option", "type", "Map", NULL); }

void buju_xml_option(CPLXMLNode *map, const char *name, const char *value) {
  buju_xml(map, "Option", "name", name, "type", "QString", "value", value, NULL);
}

const char *buju_xml_number(double value) {
  enum { TEXTS = 8 };
  static _Thread_local char text[TEXTS][40];
  static _Thread_local unsigned turn;
  char *to = text[turn++ % TEXTS];
  CPLsnprintf(to, sizeof text[0], "%.10g", value);
  return to;
}

char *buju_xml_take(CPLXMLNode *root, const char *head) {
  char *body = CPLSerializeXMLTree(root);
  CPLDestroyXMLNode(root);
  /* Names may hold control characters, a document may not. */
  for (char *c = body; *c != '\0'; c++)
    if ((unsigned char)*c < ' ' && strchr("\t\n\r", *c) == NULL) *c = ' ';
  size_t n = strlen(head), m = strlen(body);
  char *whole = CPLMalloc(n + m + 1);
  memcpy(whole, head, n);
  memcpy(whole + n, body, m + 1);
  CPLFree(body);
  return whole;
}
