#!/usr/bin/env python3
"""Opens a plan with QGIS, headless, as a reader would, and says what is wrong with it.

open.py PLAN.gpkg OUT zh|en DPI PAGES: PLAN.qgz stands beside the plan. OUT gets the first pages as PNG: the
county's, one township's, that of circles. Of a file without one (accessibility, a comparison) what is in it is opened.
Both are opened where they stand and again in another folder. SPDX-License-Identifier: Apache-2.0
"""
import itertools
import os
import re
import shutil
import sqlite3
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("XDG_RUNTIME_DIR", sys.argv[2])

try:
    from qgis.core import (NULL, QgsApplication, QgsAttributeEditorElement, QgsEditFormConfig, QgsExpression,
                           QgsExpressionContext, QgsExpressionContextUtils,
                           QgsLayoutExporter, QgsLayoutItemLabel, QgsMarkerSymbolLayer, QgsProject, QgsVectorLayer,
                           QgsWkbTypes)
    from qgis.PyQt.QtGui import QImage
except ImportError as missing:
    print(f"skipped: {missing}; the package is python3-qgis")
    sys.exit(77)

plan, out, lang, dpi, pages = *sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5])
names = {"zh": "规划方案", "en": "Plan"}
inside = names[lang]
stem = os.path.splitext(plan)[0]
is_plan = os.path.exists(stem + ".qgz")
application = QgsApplication([], True)
application.initQgis()
wrong, said = [], []
QgsApplication.messageLog().messageReceived.connect(lambda text, tag, level: said.append(f"{tag}: {text}"))

QgsProject.instance().oldProjectVersionWarning.connect(lambda version: said.append(f"an old project: {version}"))


def check(good, what):
    if not good:
        wrong.append(what)


def check_fields(layer):
    """Every column has a name for readers; a column of words shows them all, and has a word for every value."""
    for index, field in enumerate(layer.fields()):
        if field.name() == "fid":
            continue
        check(layer.attributeAlias(index), f"{layer.id()}.{field.name()}: no alias")
        setup = layer.editorWidgetSetup(index)
        check(setup.type() != "", f"{layer.id()}.{field.name()}: no widget")
        if setup.type() != "ValueMap":
            continue
        words = {value for entry in setup.config()["map"] for value in entry.values()}
        values = {str(value).lower() if isinstance(value, bool) else str(value)
                  for value in layer.uniqueValues(index) if value != NULL}
        check(values <= words, f"{layer.id()}.{field.name()}: no words for {sorted(values - words)}")


# One id or several with + or commas between; in English a single word may be both.
ids = {"zh": re.compile(r"[a-z][a-z_0-9]*([+,][a-z_0-9]+)*"), "en": re.compile(r"[a-z]+[_+,][a-z_0-9+,]+")}
# What settings are called in a scenario, expressions over its columns, and what files call their own.
ours = {"run_info.key", "compared_settings.key", "run_info.value", "findings.file", "findings.layer", "findings.field"}


def check_words(layer, lang):
    """Readers see words where the file has ids, and years as years."""
    hidden = {column.name for column in layer.attributeTableConfig().columns() if column.hidden}
    for index, field in enumerate(layer.fields()):
        name = f"{layer.id().replace('buju_layer_', '')}.{field.name()}"
        if field.name() in hidden or name in ours:
            continue
        setup = layer.editorWidgetSetup(index)
        formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
        shown = [formatter.representValue(layer, index, setup.config(), None, value)
                 for value in layer.uniqueValues(index) if value != NULL]
        seen = sorted(text for text in shown if ids[lang].fullmatch(text))
        check(not seen, f"{name}: readers of {lang} see {seen[:5]}")
        if re.search(r"(^|_)year(_|$)", field.name()) and field.name() not in ("visits_a_year", "next_year_if_cut"):
            check(not any("," in text for text in shown), f"{name}: years as {shown[:3]}")


def check_tips(layer):
    """Every row has a name and a tip, of which nothing fails and in which data is no mark-up."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    parts = [QgsExpression(part) for part in re.findall(r"\[%(.*?)%\]", layer.mapTipTemplate())]
    name = QgsExpression(layer.displayExpression())
    for row in itertools.islice(layer.getFeatures(), 300):
        context.setFeature(row)
        good = name.evaluate(context) and not name.hasEvalError()
        check(good, f"{layer.id()} {row.id()}: no name: {name.expression()} {name.evalErrorString()}")
        for part in parts:
            text = part.evaluate(context)
            check(not part.hasParserError() and not part.hasEvalError(), f"{layer.id()}: {part.expression()}")
            check("<" not in str(text).replace("<br>", ""), f"{layer.id()} {row.id()}: mark-up in the tip: {text}")


def check_form(layer):
    """A form has every column a reader sees, and tabs of what belongs to the row."""
    config = layer.editFormConfig()
    wanted = layer.id() in {f"buju_layer_{name}" for name in ("sites", "villages", "areas", "coverage_gaps", "actions")}
    check(config.layout() == QgsEditFormConfig.TabLayout or not wanted, f"{layer.id()}: its form has no tabs")
    if config.layout() != QgsEditFormConfig.TabLayout:
        return
    parts = [part for tab in config.tabs() for part in tab.children()]
    shown = {part.name() for part in parts if part.type() == QgsAttributeEditorElement.AeTypeField}
    visible = {column.name for column in layer.attributeTableConfig().columns() if not column.hidden and column.name}
    check(shown == visible, f"{layer.id()}: its form lacks or adds {sorted(shown ^ visible)}")
    related = [part.relation() for part in parts if part.type() == QgsAttributeEditorElement.AeTypeRelation]
    check(all(relation.isValid() for relation in related), f"{layer.id()}: a relation of its form is not valid")
    own = layer.project().relationManager().referencedRelations(layer)
    check(sorted(relation.id() for relation in related) == sorted(relation.id() for relation in own),
          f"{layer.id()}: its form has not all that belongs to it")
    for index, field in enumerate(layer.fields()):
        check(field.name() not in shown or not layer.attributeAlias(index).endswith("(English)"),
              f"{layer.id()}.{field.name()}: says in English that it is")


def check_layer(layer, lang):
    check(layer.isValid(), f"{layer.id()}: not valid: {layer.source()}")
    if not layer.isValid():
        return
    if lang:
        check_fields(layer)
        check_words(layer, lang)
        check_tips(layer)
        check_form(layer)
    check(layer.displayExpression(), f"{layer.id()}: rows have no name")
    check(layer.mapTipTemplate(), f"{layer.id()}: no map tip")
    if layer.wkbType() == QgsWkbTypes.NoGeometry:
        return
    renderer = layer.renderer()
    check(renderer is not None and renderer.type() == "RuleRenderer", f"{layer.id()}: not styled")
    check(layer.crs().isValid(), f"{layer.id()}: no CRS")
    labels = [rule.label() for rule in renderer.rootRule().children()]
    check(layer.featureCount() or len(labels) == 1, f"{layer.id()}: empty, with a legend of {labels}")
    for rule in renderer.rootRule().children():
        check(rule.symbol() is not None, f"{layer.id()}: no symbol for {rule.label()}")
        beside = [part for part in rule.symbol().symbolLayers()
                  if isinstance(part, QgsMarkerSymbolLayer) and not part.offset().isNull()]
        check(not beside, f"{layer.id()}: {rule.label()}: cut off in the legend")
        check(not rule.filter() or not rule.filter().hasParserError(), f"{layer.id()}: {rule.filterExpression()}")
        unknown = rule.filter().referencedColumns() - set(layer.fields().names()) if rule.filter() else None
        check(not unknown, f"{layer.id()}: {rule.label()} asks for {unknown}")


def check_default_style(gpkg, layer):
    """Added by itself, the layer has the style the file holds for it."""
    name = layer.source().split("layername=")[1]
    alone = QgsVectorLayer(f"{gpkg}|layername={name}", name, "ogr")
    found, ids, names, _, _ = alone.listStylesInDatabase()
    check(sorted(names[:2]) == ["English", "中文"], f"{name}: styles {names}")
    check(alone.loadDefaultStyle()[1], f"{name}: no default style")
    index = alone.fields().lookupField(layer.fields()[1].name())
    check(alone.attributeAlias(index) == layer.attributeAlias(index), f"{name}: alone it is called otherwise")
    if alone.renderer() is not None:
        check(alone.renderer().type() == "RuleRenderer", f"{name}: alone it is not styled")


def check_targets(project):
    """A target leads to the projects of its rule and year in its township, in none of a county's, in its county, or all."""
    targets, actions = (project.mapLayer(f"buju_layer_{name}") for name in ("annual_targets", "actions"))
    if targets is None or actions is None:
        return
    relations = project.relationManager().referencedRelations(targets)

    def is_in(row, target):
        if target["area_level"] == "all":
            return True
        if target["area_level"] == "county":
            return row["county_code"] == target["area_code"]
        if target["area_code"] != NULL:
            return row["township_code"] == target["area_code"]
        county = target["area"].replace("未归乡镇", "")
        return row["township_code"] == NULL and (row["county_code"] if row["county_code"] != NULL else "") == county

    for target in targets.getFeatures():
        found = [row for relation in relations for row in relation.getRelatedFeatures(target)]
        own = {row.id() for row in actions.getFeatures()
               if row["phased_by"] == target["rule"] and row["year"] == target["year"] and is_in(row, target)}
        check(sorted(row.id() for row in found) == sorted(own),
              f"{target['rule']} {target['year']} {target['area']}: {len(found)} projects instead of {len(own)}")


def open_project(path, expected, lang=None):
    project = QgsProject.instance()
    project.clear()
    check(project.read(path), f"{path}: {project.error()}")
    layers = list(project.mapLayers().values())
    check(len(layers) == expected, f"{path}: {len(layers)} layers instead of {expected}")
    for layer in layers:
        check_layer(layer, lang)
    relations = project.relationManager().relations()
    check(len(relations) >= 5 or not is_plan, f"{path}: {len(relations)} relations")
    for relation in relations.values():
        check(relation.isValid(), f"{path}: relation {relation.name()} is not valid")
    if lang:
        check_targets(project)
    layouts = project.layoutManager().printLayouts()
    check(len(layouts) >= 2 or not is_plan, f"{path}: no layouts")
    for layout in layouts:
        texts = [item.currentText() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
        check(any(project.title() in text for text in texts), f"{path}: {layout.name()} is titled otherwise: {texts}")
        check(layout.atlas().enabled() or not any(text[:1] in " ,:，：" for text in texts),
              f"{path}: {layout.name()} names nothing: {texts}")
    return project, layers


def colours(path):
    image = QImage(path).scaledToWidth(400)
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())})


def draw(layout, path):
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = dpi
    settings.generateWorldFile = False
    check(QgsLayoutExporter(layout).exportToImage(path, settings) == QgsLayoutExporter.Success, f"{path}: not drawn")
    check(colours(path) > 200, f"{path}: blank, {colours(path)} colours")


def draw_pages(project):
    for number, layout in enumerate(project.layoutManager().printLayouts()[:pages]):
        atlas = layout.atlas()
        if atlas.enabled():
            atlas.beginRender()
            atlas.updateFeatures()
            check(atlas.count() > 0, "no townships in the atlas")
            atlas.seekTo(min(2, atlas.count() - 1))
            check(atlas.currentFilename(), "the atlas page has no name")
        draw(layout, os.path.join(out, f"page{number}.png"))


with sqlite3.connect(f"file:{plan}?mode=ro", uri=True) as db:
    layers_n = db.execute("SELECT count(*) FROM gpkg_contents WHERE table_name <> 'layer_styles'").fetchone()[0]
db.close()

for language, name in names.items():
    project, layers = open_project(f"geopackage:{plan}?projectName={name}", layers_n, language)
project, layers = open_project(f"geopackage:{plan}?projectName={inside}", layers_n)
for layer in layers:
    check_default_style(plan, layer)
moved = os.path.join(out, "搬 moved")
os.makedirs(moved, exist_ok=True)
project.clear()
for end in (".gpkg", ".qgz") if is_plan else (".gpkg",):
    shutil.move(stem + end, os.path.join(moved, os.path.basename(stem) + end))
there = os.path.join(moved, os.path.basename(stem))
open_project(f"geopackage:{there}.gpkg?projectName={inside}", layers_n)
if is_plan:
    project, layers = open_project(f"{there}.qgz", layers_n)
    draw_pages(project)
project.clear()
wrong += said
print("\n".join(wrong))
sys.stdout.flush()
os._exit(1 if wrong else 0)  # QGIS's own end takes its layers down in an order of its own and may crash
