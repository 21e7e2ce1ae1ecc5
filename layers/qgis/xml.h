/* Building the XML that QGIS reads, as trees of GDAL's minixml: it escapes what is in attributes and texts.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_QGIS_XML_H
#define BUJU_LAYERS_QGIS_XML_H

#include <cpl_minixml.h>

/** A new last child of parent (NULL: a root) with attributes: name, value, …, NULL. */
CPLXMLNode *buju_xml(CPLXMLNode *parent, const char *name, ...);
/** A new last child that holds a text. */
CPLXMLNode *buju_xml_text(CPLXMLNode *parent, const char *name, const char *text);

/** <Option type="Map">: what QGIS 3.18 and newer read settings from. */
CPLXMLNode *buju_xml_map(CPLXMLNode *parent);
void buju_xml_option(CPLXMLNode *map, const char *name, const char *value);

/** A number as text, in the C locale whatever the process's; one of eight buffers, good until the ninth next call. */
const char *buju_xml_number(double value);

/** The tree as UTF-8 text behind a head (a comment, or ""); the caller frees it with CPLFree.
 *  Frees the tree. */
char *buju_xml_take(CPLXMLNode *root, const char *head);

#endif
