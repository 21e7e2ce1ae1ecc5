# shellcheck shell=bash
# What the setups of the cases are made of: a county small enough to know by heart. SPDX-License-Identifier: Apache-2.0
#
# Eight villages of two townships, squares of 1.2 km side in CGCS2000 zone 108E (EPSG:4545), so that neighbours' middles
# are 1.2 km apart. Only 西庄村, 南庄村 and 下滩村 have fewer than 800 people; 东庄村 is the seat of a health centre.
#
#   北庄村 | 南庄村 | 河口村 | 柳林村        泾河镇 | 永乐镇
#   东庄村 | 西庄村 | 上滩村 | 下滩村

# county writes villages.csv and facilities.csv, ready to be changed by sed and made into files by as_file.
county() {
  awk -F, -v OFS=, '{
    x = 510000 + $6 * 1200; y = 3810000 + $7 * 1200
    if (NR == 1) print "村代码", "村名称", "所属乡镇", "常住人口", "户籍人口", "卫生院驻地", "WKT"
    printf "%s,%s,%s,%s,%s,%s,", $1, $2, $3, $4, $5, $8
    printf "\"POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))\"\n", x, y, x + 1200, y, x + 1200, y + 1200, x, y + 1200, x, y
  }' >villages.csv <<'END'
610115101201,东庄村,泾河镇,2100,2200,0,0,是
610115101202,西庄村,泾河镇,700,760,1,0,否
610115101203,南庄村,泾河镇,650,640,1,1,否
610115101204,北庄村,泾河镇,1500,1580,0,1,否
610115102201,上滩村,永乐镇,900,910,2,0,否
610115102202,下滩村,永乐镇,500,520,3,0,否
610115102203,河口村,永乐镇,800,830,2,1,否
610115102204,柳林村,永乐镇,3000,3100,3,1,否
END
  cat >villages.csvt <<'END'
"String(12)","String(30)","String(30)","Integer(9)","Integer(9)","String(4)","String"
END
  cat >facilities.csv <<'END'
机构代码,机构名称,机构类型,村代码,公卫服务,基本药物,面积,WKT
W01,泾河镇卫生院,乡镇卫生院,610115101201,是,是,2400,POINT(510500 3810700)
S01,北庄村卫生室,村卫生室,610115101204,是,是,80,POINT(510600 3811800)
S02,西庄村卫生室,村卫生室,610115101202,否,是,45,POINT(511800 3810600)
W02,永乐镇卫生院,乡镇卫生院,610115102204,是,是,1800,POINT(514300 3811900)
S03,上滩村卫生室,村卫生室,610115102201,是,是,66,POINT(513000 3810600)
END
  cat >facilities.csvt <<'END'
"String(10)","String(40)","String(20)","String(12)","String(4)","String(4)","Real(9.1)","String"
END
}

# as_file NAME FILE [OGR2OGR OPTION…] makes NAME.csv into FILE, a shapefile in GBK unless its name says otherwise.
as_file() {
  local name=$1 file=$2 options=()
  shift 2
  [[ $file != *.shp ]] || options=(-lco ENCODING=CP936)
  ogr2ogr -q "$file" "$name.csv" -oo GEOM_POSSIBLE_NAMES=WKT -oo KEEP_GEOM_COLUMNS=NO -a_srs EPSG:4545 \
    "${options[@]}" "$@"
}

# shapefiles makes villages.shp and facilities.shp of the two tables.
shapefiles() {
  as_file villages villages.shp
  as_file facilities facilities.shp
}

# scenario writes scenario.yaml for them.
scenario() {
  cat >scenario.yaml <<'END'
profile: xixian-2021
as_of: 2026-01-01
inputs:
  villages: {path: villages.shp}
  facilities: {path: facilities.shp}
END
}

# good_county has everything in order.
good_county() {
  county
  shapefiles
  scenario
}

# roads writes roads.shp (GBK, names cut at ten bytes) and adds it to the scenario: two good roads, and one of each oddity.
roads() {
  cat >roads.csv <<'END'
道路名称,道路等级,设计时速,是否单行,WKT
一号路,国道,60,否,"LINESTRING(509000 3810600,512000 3810600,516000 3810600)"
二号路,村道,,是,"LINESTRING Z (510600 3810600 9,511800 3811800 8,511800 3810700 7,510600 3811800 6)"
三号路,乡道,-30,,"LINESTRING(513000 3810600,513000 3811800)"
四号路,乡道,0,,"LINESTRING(514200 3810600,514200 3811800)"
五号路,泥结路,,,"LINESTRING(511800 3810600,511800 3811800)"
六号路,,,,"LINESTRING(510600 3810600,510600 3811800)"
七号路,县道,,,"LINESTRING(510600 3811800,510600 3811800)"
八号路,县道,,,"LINESTRING(570600 3811800,571600 3811800)"
陇海线,铁路,,,"LINESTRING(510600 3810600,510700 3811800)"
END
  cat >roads.csvt <<'END'
"String(30)","String(12)","Integer(6)","String(4)","WKT"
END
  as_file roads roads.shp
  printf '  roads: {path: roads.shp}\n' >>scenario.yaml
}
