/* How a GeoPackage looks when it is opened in QGIS: a style a layer in both languages, and a project. All of it is made
 * from the table of columns (core/columns.h) and from the tables of style.def: no layer has a file of its own.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_QGIS_H
#define BUJU_LAYERS_QGIS_H

#include <sqlite3.h>

#include "layers/output/output.h"
#include "layers/qgis/xml.h"

/** Groups of the layer tree, as a reader thinks, from top to bottom. */
#define BUJU_QGIS_GROUP_TABLE(X)                                                                                       \
  X(GAPS, "服务缺口", "Gaps")                                                                                          \
  X(PROPOSALS, "规划方案", "Proposals")                                                                                \
  X(BORDERS, "行政区界", "Borders")                                                                                    \
  X(RELATIONS, "服务关系", "Who serves whom")                                                                          \
  X(CIRCLES, "服务圈", "Service circles")                                                                              \
  X(CATCHMENTS, "服务范围", "Catchments")                                                                              \
  X(BASE, "底图", "Base")                                                                                              \
  X(TABLES, "表格", "Tables")

#define BUJU_QGIS_GROUP_ENUM(name, zh, en) BUJU_QGIS_##name,
typedef enum buju_qgis_group { BUJU_QGIS_GROUP_TABLE(BUJU_QGIS_GROUP_ENUM) BUJU_QGIS_GROUPS } buju_qgis_group;
#undef BUJU_QGIS_GROUP_ENUM

/** What of a layer is shown where: bits. */
typedef enum buju_qgis_shown {
  BUJU_QGIS_NOWHERE = 0,
  BUJU_QGIS_MAIN = 1,  /* the plan's map, which is what opens, and the pages of townships */
  BUJU_QGIS_RINGS = 2, /* the map of service circles */
  BUJU_QGIS_LEVELS = 4 /* not where but how: outlines below all fills, so that overlapping areas look like one,
                          and what is hatched below what is not */
} buju_qgis_shown;

/** How a layer behaves. */
typedef struct buju_qgis_style {
  buju_layer_id layer;
  buju_qgis_group group;
  unsigned shown;      /* buju_qgis_shown bits */
  int opacity;         /* per cent */
  const char *display; /* an expression: what a row is called, with the columns of Chinese sentences */
  const char *order;   /* an expression: what is drawn later and so on top; NULL: as the rows come */
  const char *tip;     /* columns of the map tip, separated by commas; the reason comes by itself */
} buju_qgis_style;

/* The unit of scales: how many millimetres on paper lie between neighbouring villages. What it takes to read a map is
 * room, and a pastoral banner has it at 1:500,000 where a plain county needs 1:50,000. 0: no bound. */

/** How some rows of a layer are drawn: one line of its legend. */
typedef struct buju_qgis_class {
  buju_layer_id layer;
  const char *column[2], *value[2]; /* "column" = 'value', both; NULL: not asked */
  const char *where;                /* and this, QGIS expression and SQL alike; NULL: nothing more */
  buju_msg label;                   /* NULL: the words of the values */
  const char *shape;        /* a marker's name, "line", "area"; markers are circles' equals of "area" at points */
  const char *fill, *line;  /* #rrggbb or #rrggbbaa; NULL: none */
  double width_mm, size_mm; /* of the outline; of the marker, or between the lines of a hatch (0: none) */
  double from_mm, to_mm;    /* shown from that room on, and below that */
  unsigned flags;           /* buju_qgis_flag bits */
} buju_qgis_class;

typedef enum buju_qgis_flag {
  BUJU_QGIS_OFF = 1,    /* not ticked */
  BUJU_QGIS_HALO = 2,   /* a white rim below */
  BUJU_QGIS_DASHED = 4, /* the line */
  /* A marker not in its place but beside what stands there. */
  BUJU_QGIS_LEFT = 8,
  BUJU_QGIS_RIGHT = 16,
  BUJU_QGIS_ABOVE = 32,
  BUJU_QGIS_BELOW = 64
} buju_qgis_flag;

/** What is written beside rows. */
typedef struct buju_qgis_label {
  buju_layer_id layer;
  const char *where; /* NULL: all */
  buju_msg text;     /* an expression; NULL: the rows only keep the labels of others away */
  double size_pt;
  const char *colour;
  bool bold;
  double from_mm, to_mm;
  int priority; /* 0 to 10 */
} buju_qgis_label;

/** Rows of one layer that belong to a row of another: equal in as many columns. */
enum { BUJU_QGIS_FIELDS = 3 };
typedef struct buju_qgis_relation {
  buju_layer_id parent;
  const char *parent_column[BUJU_QGIS_FIELDS]; /* NULL ends it */
  buju_layer_id child;
  const char *child_column[BUJU_QGIS_FIELDS]; /* the first tells relations of the same layers apart */
  buju_msg name;
  const char *where; /* an expression over the parent: which rows have any; NULL: all may */
} buju_qgis_relation;

/** Ends with a row whose layer is BUJU_LAYERS. */
extern const buju_qgis_style buju_qgis_styles[];
extern const buju_qgis_class buju_qgis_classes[];
extern const buju_qgis_label buju_qgis_labels[];
extern const buju_qgis_relation buju_qgis_relations[];
extern const buju_msg buju_qgis_group_names[BUJU_QGIS_GROUPS];
/** NULL ends it: columns a reader has no use for, of one layer ("findings.kind") or of all. */
extern const char *const buju_qgis_hidden[];

/** The style of a layer; every layer has one (test_qgis). */
const buju_qgis_style *buju_qgis_style_of(buju_layer_id layer);

/** What the pieces are made from. */
typedef struct buju_qgis {
  const buju_output *out;
  const buju_tally *tally;
  sqlite3 *db;                             /* the file, to see which classes occur and where the layers lie */
  buju_lang lang;                          /* of the piece being made */
  const char *file;                        /* the GeoPackage's own name, without folder */
  double village_m;                        /* between neighbouring villages */
  double west_m, south_m, east_m, north_m; /* what the layers cover */
} buju_qgis;

const char *buju_qgis_say(const buju_qgis *q, const buju_msg *msg);
/** point, line, polygon or none: what the layer is in this file. */
buju_spec_geometry buju_qgis_geometry(const buju_qgis *q, buju_layer_id layer);

/* Pieces of a layer's style, each appended to node. */
void buju_qgis_put_renderer(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer);
void buju_qgis_put_labels(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer);
void buju_qgis_put_fields(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer);
/** A column's name for readers: that it is the English of two needs no saying where the other is hidden. Returns to. */
const char *buju_qgis_alias(const buju_qgis *q, const buju_column_spec *column, char *to, size_t size);
/** Tabs of the form; relations are a project's. */
void buju_qgis_put_form(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer, bool in_project);
/** Whether a reader has no use for a column. */
bool buju_qgis_is_hidden(const buju_layer_spec *layer, const char *name, buju_lang lang);
/** Whether a column's cells are shown in words, and the words as QGIS keeps them. */
bool buju_qgis_has_words(const buju_qgis *q, buju_layer_id layer, buju_ix column);
void buju_qgis_put_words(const buju_qgis *q, CPLXMLNode *config, buju_layer_id layer, buju_ix column);
bool buju_qgis_is_year(const buju_column_spec *column);
/** The expression that names a row, its columns in the reader's language where they are said in both. Returns to. */
const char *buju_qgis_display(const buju_qgis *q, buju_layer_id layer, char *to, size_t size);
/** What QGIS says of a row that is pointed at. */
void buju_qgis_put_tip(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer);
/** Whether a column says in the other language what another column of the layer says in lang. */
bool buju_qgis_is_other_language(const buju_layer_spec *layer, const char *name, buju_lang lang);
/** The keys of the rules that are on, as a theme lists them. */
void buju_qgis_put_checked(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer);
/** A symbol of a class, as child of node. */
void buju_qgis_put_symbol(CPLXMLNode *node, const char *name, const buju_qgis_class *class,
                          buju_spec_geometry geometry);
/** Attributes and children of <text-style>; labels and layouts write with the same fonts. */
CPLXMLNode *buju_qgis_put_text_style(CPLXMLNode *node, double size_pt, const char *colour, bool bold, bool halo);
/** "r,g,b,a" from #rrggbb or #rrggbbaa, in to[20]; NULL: transparent. */
const char *buju_qgis_colour(const char *colour, char *to);
/** The scale denominator at which villages are mm apart on paper, as text of two digits; "0" for 0. */
const char *buju_qgis_scale(const buju_qgis *q, double mm);

/** Everything of a layer's style: what a QML file and the layer of a project share, and of a project's what is its. */
void buju_qgis_put_style(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer, bool in_project);
/** A QML document; the caller frees it with CPLFree. */
char *buju_qgis_qml(const buju_qgis *q, buju_layer_id layer);

/** A project document; the caller frees it with CPLFree. */
char *buju_qgis_project(const buju_qgis *q);
void buju_qgis_put_layouts(const buju_qgis *q, CPLXMLNode *project);
/** "buju_layer_villages": the same in every project, so that what others keep beside it stays right. */
const char *buju_qgis_layer_id(buju_layer_id layer, char to[80]);
const char *buju_qgis_source(const buju_qgis *q, buju_layer_id layer, char *to, size_t size);
/** "villages_settlements_village_code": what a project calls it. */
void buju_qgis_relation_id(const buju_qgis_relation *relation, char *to, size_t size);
/** <spatialrefsys> of the plan. */
void buju_qgis_put_crs(const buju_qgis *q, CPLXMLNode *node);
/** The type layouts are set in; what is missing in it the system's own fonts give. */
#define BUJU_QGIS_FONT "Microsoft YaHei"
/** Names of the themes: what is on in the plan's maps and in that of circles. */
extern const buju_msg buju_qgis_main_theme, buju_qgis_rings_theme;
/** What the comment at the head of our project files says; QGIS leaves it out when somebody saves the project. */
extern const char buju_qgis_mark[];
/** Who wrote the XML: the last of the oldest QGIS that reads it. An older number makes QGIS 3.22 say that the project
 *  is old, a newer one makes others fear they cannot read all of it. */
#define BUJU_QGIS_VERSION "3.22.16"
/** The project file inside a .qgz. */
#define BUJU_QGIS_MEMBER "plan.qgs"

/** Adds styles in both languages and a project in both to the GeoPackage at path, where no layer is touched; and the
 *  project in the context's language as project_path, unless that is NULL. `name` is what the file will be called. */
buju_status buju_qgis_store(const buju_output *out, const char *path, const char *name, const char *project_path,
                            const buju_tally *tally);
/** Whether the .qgz at path is a project of ours that nobody has saved since. */
bool buju_qgis_is_ours(const char *path);

#endif
