/* The names columns go by in the files of bureaus, per kind of input and field; best first, '|' between them.
 * A new habit is one more name here. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_FIELD_NAMES_H
#define BUJU_LAYERS_REGION_FIELD_NAMES_H

#include "layers/region/fields.h"

#define VILLAGES (1u << BUJU_INPUT_VILLAGES)
#define TOWNSHIPS (1u << BUJU_INPUT_TOWNSHIPS)
#define COUNTY (1u << BUJU_INPUT_COUNTY)
#define SETTLEMENTS (1u << BUJU_INPUT_SETTLEMENTS)
#define ESTATES (1u << BUJU_INPUT_ESTATES)
#define POPULATION (1u << BUJU_INPUT_POPULATION)
#define FACILITIES (1u << BUJU_INPUT_FACILITIES)
#define DOCTORS (1u << BUJU_INPUT_DOCTORS)
#define PROGRESS (1u << BUJU_INPUT_PROGRESS)
#define ROUNDS (1u << BUJU_INPUT_ROUNDS)
#define ROADS (1u << BUJU_INPUT_ROADS)
#define PREMISES (1u << BUJU_INPUT_PREMISES)

static const struct {
  unsigned roles;
  buju_field field;
  const char *names;
} field_names[] = {
    {VILLAGES | POPULATION, BUJU_FIELD_CODE,
     "code|行政村代码|村代码|行政村编码|村编码|村居代码|统计用区划代码|区划代码|行政区划代码|行政区代码|XZQDM|XZQHDM|"
     "XZCDM|"
     "CUNDM|CDM|ZLDWDM|座落单位代码|坐落单位代码|QSDWDM|权属单位代码|village_code|villagecode|vill_code|村码|代码|编码|"
     "cunma|xzcdaima|adcode|gbcode|statcode"},
    {VILLAGES | POPULATION, BUJU_FIELD_NAME,
     "name|行政村名称|村名称|行政村名|村名|行政村|村居名称|村（居）名称|村社区名称|村居|行政区名称|XZQMC|XZCMC|CUNMC|"
     "ZLDWMC|"
     "座落单位名称|坐落单位名称|QSDWMC|权属单位名称|village_name|villagename|village|名称|cunming|mc|村（社区）"},
    {VILLAGES | POPULATION, BUJU_FIELD_TOWNSHIP,
     "township|所属乡镇|乡镇名称|所在乡镇|乡镇街道|乡镇（街道）|镇街|乡镇|镇名|乡镇名|XZMC|XIANGZHEN|ZHENMC|town|town_"
     "name|"
     "townshipname|街镇|街道|镇乡|苏木乡镇"},
    {VILLAGES | TOWNSHIPS | POPULATION, BUJU_FIELD_TOWNSHIP_CODE,
     "township_code|乡镇代码|乡镇编码|所属乡镇代码|XZDM|XIANGZHENDM|towncode|town_code"},
    {VILLAGES, BUJU_FIELD_AREA_TYPE, "area_type|村居类型|单位类型|村居性质|区域类型|类别|area_kind|城乡属性"},
    {VILLAGES | TOWNSHIPS | SETTLEMENTS | POPULATION, BUJU_FIELD_PEOPLE_RESIDENT,
     "people_resident|常住人口|常住人口数|常住人数|常住总人口|年末常住人口|常住人口（人）|实有人口|CZRK|CZRKS|"
     "changzhurenkou|resident|resident_population|pop_resident|总人口|人口总数|人口数|人口|人数|ZRK|ZRKS|RKS|RK|renkou|"
     "population|people|popu|pop|pop_total|popsum|total_pop"},
    {VILLAGES | TOWNSHIPS | SETTLEMENTS | POPULATION, BUJU_FIELD_PEOPLE_REGISTERED,
     "people_registered|户籍人口|户籍人口数|户籍人数|户籍总人口|户籍人口（人）|公安户籍人口|HJRK|HJRKS|hujirenkou|"
     "registered|registered_population|pop_registered|hukou"},
    {VILLAGES | SETTLEMENTS | POPULATION, BUJU_FIELD_HOUSEHOLDS,
     "households|户数|总户数|家庭户数|户籍户数|常住户数|HS|ZHS|hushu|household"},
    {VILLAGES, BUJU_FIELD_AREA,
     "area|area_km2|area_m2|面积|行政区面积|村域面积|国土面积|总面积|面积（平方公里）|面积（公顷）|面积（亩）|"
     "面积（平方米）|"
     "XZQMJ|DCMJ|调查面积|控制面积|KZMJ|MJ|mianji"},
    {VILLAGES, BUJU_FIELD_CATEGORY,
     "category|村庄分类|村庄类型|村庄类别|村庄规划分类|分类|CZFL|CZLX|village_category|village_type|village_class"},
    {VILLAGES, BUJU_FIELD_THC_SEAT,
     "thc_seat|卫生院驻地|卫生院驻地村|卫生院所在地|卫生院所在村|是否卫生院驻地|是否卫生院所在地|乡镇卫生院驻地|WSYZD|"
     "is_thc_seat|thc"},
    {VILLAGES, BUJU_FIELD_CONVERTED, "converted|撤村改居|是否撤村改居|村改居|已撤村改居|撤村建居|CCGJ|is_converted"},
    {VILLAGES, BUJU_FIELD_DEMOLITION_YEAR,
     "demolition_year|拆迁年份|计划拆迁年份|拆迁年度|拟拆迁年份|拆迁计划年份|搬迁年份|拆迁时间|CQNF|demolition|demol_"
     "year"},

    {TOWNSHIPS, BUJU_FIELD_CODE,
     "code|乡镇代码|乡镇编码|街道代码|行政区划代码|行政区代码|区划代码|统计用区划代码|XZQDM|XZQHDM|XZDM|township_code|"
     "towncode|town_code|代码|编码|adcode"},
    {TOWNSHIPS, BUJU_FIELD_NAME,
     "name|乡镇名称|乡镇街道|乡镇（街道）名称|街道名称|乡镇名|行政区名称|XZQMC|XZMC|township|town|township_name|town_"
     "name|"
     "名称|乡镇|镇街|mc"},
    {TOWNSHIPS, BUJU_FIELD_AREA_TYPE, "area_type|类型|乡镇类型|类别|kind|type"},

    {COUNTY, BUJU_FIELD_CODE,
     "code|adcode|县代码|县级代码|行政区划代码|行政区代码|区划代码|XZQDM|XZQHDM|PAC|county_code|代码|编码|GB"},
    {COUNTY, BUJU_FIELD_NAME, "name|县名|县名称|县区名称|行政区名称|XZQMC|county|county_name|名称|区县|mc"},

    {SETTLEMENTS, BUJU_FIELD_NAME,
     "name|自然村名称|自然村|居民点名称|居民点|自然屯|村民小组|小组名称|村组|小区名称|地名|名称|settlement|place_name|"
     "mc"},
    {ESTATES, BUJU_FIELD_NAME, "name|小区名称|小区|楼盘名称|楼盘|项目名称|地名|名称|estate|mc"},
    {ESTATES, BUJU_FIELD_PEOPLE_RESIDENT,
     "people_resident|规划人口|入住人口|预计人口|居住人口|设计人口|规划居住人口|人口数|人口|人数|people|population|"
     "pop"},
    {ESTATES, BUJU_FIELD_FROM_YEAR,
     "from_year|交付年份|交付时间|交付年度|竣工年份|建成年份|入住年份|起始年份|year|年份|handover"},

    {SETTLEMENTS, BUJU_FIELD_CODE, "code|自然村代码|居民点代码|居民点编码|编号|id"},
    {SETTLEMENTS | ESTATES | FACILITIES | DOCTORS | PROGRESS | ROUNDS | PREMISES, BUJU_FIELD_VILLAGE_CODE,
     "village_code|所在村代码|所在村码|所属村代码|所在行政村代码|所属行政村代码|行政村代码|村代码|村编码|行政村编码|"
     "村码|XZQDM|"
     "ZLDWDM|XZCDM|CUNDM|villagecode|vill_code"},
    {SETTLEMENTS | ESTATES | FACILITIES | DOCTORS | PROGRESS | ROUNDS | PREMISES, BUJU_FIELD_VILLAGE,
     "village|所在村|所在村名|所在村名称|所属村|所在行政村|所属行政村|行政村名称|行政村|村名|村名称|所在村居|服务村|"
     "village_name|"
     "XZCMC|CUNMC|ZLDWMC"},
    {SETTLEMENTS | ESTATES | FACILITIES | DOCTORS | PROGRESS | ROUNDS | PREMISES, BUJU_FIELD_TOWNSHIP,
     "township|所属乡镇|所在乡镇|乡镇名称|乡镇街道|乡镇（街道）|镇街|乡镇|XZMC|town|town_name|街镇|街道"},
    {SETTLEMENTS, BUJU_FIELD_FROM_YEAR, "from_year|起始年份|交付年份|入住年份|建成年份|from"},
    {SETTLEMENTS, BUJU_FIELD_TO_YEAR, "to_year|截止年份|终止年份|拆迁年份|搬迁年份|to"},

    {FACILITIES, BUJU_FIELD_CODE,
     "code|机构代码|机构编码|医疗机构代码|医疗机构编码|卫生机构代码|组织机构代码|统一社会信用代码|登记号|执业许可证号|"
     "JGDM|"
     "facility_code|org_code|编号|代码|编码|id"},
    {FACILITIES, BUJU_FIELD_NAME,
     "name|机构名称|医疗机构名称|卫生机构名称|卫生室名称|村卫生室名称|村卫生室|单位名称|JGMC|facility_name|facility|"
     "名称|mc"},
    {FACILITIES | PROGRESS, BUJU_FIELD_KIND,
     "kind|机构类型|机构类别|医疗机构类别|机构性质类别|卫生机构类别|机构分类|JGLX|JGLB|类型|类别|facility_type|"
     "facility_kind|"
     "type|amenity|tier"},
    {FACILITIES, BUJU_FIELD_TOWNSHIP_CODE, "township_code|乡镇代码|乡镇编码|所属乡镇代码|XZDM|towncode"},
    {FACILITIES | PREMISES, BUJU_FIELD_PUBLIC_OWNED,
     "public_owned|公有产权|产权公有|是否公有产权|房屋公有|是否公有|公有化|产权性质|房屋产权|产权|CQGY|public"},
    {FACILITIES, BUJU_FIELD_INTEGRATED,
     "integrated|一体化|一体化管理|是否一体化|是否一体化管理|纳入一体化|纳入一体化管理|乡村一体化|镇村一体化|YTH"},
    {FACILITIES, BUJU_FIELD_PUBLIC_HEALTH,
     "public_health|公卫服务|公共卫生|公共卫生服务|基本公共卫生|基本公共卫生服务|承担公卫|承担公共卫生|是否承担公卫|"
     "GWFW"},
    {FACILITIES, BUJU_FIELD_ESSENTIAL_MEDICINES,
     "essential_medicines|基本药物|基本药物制度|基药|执行基药|执行基本药物|执行基本药物制度|是否执行基药|JBYW"},
    {FACILITIES, BUJU_FIELD_INSURANCE, "insurance|医保定点|医保|是否医保定点|医保联网|开通医保|YBDD"},
    {FACILITIES, BUJU_FIELD_STANDARD_MET,
     "standard_met|达标|是否达标|标准化|是否标准化|标准化建设|达到标准|建设达标|DB|standard"},
    {FACILITIES, BUJU_FIELD_GOVERNMENT_RUN,
     "government_run|政府办|是否政府办|政府举办|举办主体|举办方|主办单位|主办方|办医主体|设置主体|经济类型|ZFB|run_by|"
     "operator_type"},
    {FACILITIES, BUJU_FIELD_OBSERVATION_BED,
     "observation_bed|观察诊查床|有观察诊查床|观察床|诊查床|诊察床|诊断床|观察诊察床"},
    {FACILITIES, BUJU_FIELD_FOLLOW_UP_DEVICES,
     "follow_up_devices|智慧随访设备|有智慧随访设备|随访设备|智慧随访|随访箱|智慧随访包|SFSB|follow_up"},
    {FACILITIES, BUJU_FIELD_REHABILITATION_DEVICES,
     "rehabilitation_devices|康复理疗设备|有康复理疗设备|康复设备|理疗设备|康复理疗|KFSB|rehabilitation"},
    {FACILITIES, BUJU_FIELD_EXAMINATION_DEVICES,
     "examination_devices|必要的检查设备|有必要的检查设备|必要检查设备|检查设备|检查检验设备|JCSB|examination"},
    {FACILITIES, BUJU_FIELD_TOILET_AND_CLIMATE,
     "toilet_and_climate|卫生厕所和冷暖空调|有卫生厕所和冷暖空调|厕所和空调|厕所空调|厕所及空调|CSKT|toilet_climate"},
    {FACILITIES, BUJU_FIELD_HEALTH_EDUCATION,
     "health_education|健康宣教设施|有健康宣教设施|健康宣教|宣教设施|健康教育设施|健教设施|XJSS"},
    {FACILITIES, BUJU_FIELD_TCM_HALL,
     "tcm_hall|中医馆|国医堂|中医阁|蒙医馆|中（蒙）医馆|中医馆（国医堂）|是否有中医馆|中医馆建设|ZYG"},
    {FACILITIES, BUJU_FIELD_TCM_SERVICE,
     "tcm_service|中医药服务|能提供中医药服务|中医药服务能力|提供中医药服务|中医服务|中（蒙）医药服务|蒙医药服务|"
     "中医药适宜技术|"
     "ZYYFW|tcm"},
    {FACILITIES, BUJU_FIELD_WEAK,
     "weak|薄弱|薄弱卫生室|薄弱村卫生室|是否薄弱|薄弱机构|是否薄弱卫生室|是否薄弱村卫生室|是否薄弱机构|is_weak"},
    {FACILITIES | PREMISES, BUJU_FIELD_FLOOR_AREA,
     "floor_area_m2|面积|建筑面积|业务用房面积|业务用房|用房面积|房屋面积|房屋建筑面积|使用面积|JZMJ|MJ|floor_area|"
     "floor_m2|"
     "area|area_m2"},
    {FACILITIES, BUJU_FIELD_LEVEL,
     "level|服务能力等级|能力等级|能力水平|服务能力|优质服务基层行|基层行等级|机构等级|等级|NLDJ"},
    {FACILITIES, BUJU_FIELD_STARS, "stars|星级|星级评定|卫生室星级|XJ|star"},
    {FACILITIES, BUJU_FIELD_LICENSED, "licensed|执业医师|执业医师数|执业医师人数|ZYYS|physicians"},
    {FACILITIES, BUJU_FIELD_ASSISTANT,
     "assistant|助理医师|执业助理医师|助理医师数|执业助理医师数|执业（助理）医师|助理执业医师|ZLYS"},
    {FACILITIES, BUJU_FIELD_VILLAGE_DOCTOR,
     "village_doctor|乡村医生|乡村医生数|乡医人数|村医|村医人数|村医数|XCYS|doctors"},
    {FACILITIES, BUJU_FIELD_OTHER_STAFF, "other_staff|其他人员|卫生员|护士|其他卫技人员|其他卫生技术人员"},
    {FACILITIES, BUJU_FIELD_GP,
     "gp|全科医生|全科医生数|全科医师|全科医师数|全科医生人数|QKYS|gps|general_practitioners"},
    {FACILITIES, BUJU_FIELD_PUBLIC_HEALTH_DOCTORS,
     "public_health_doctors|公卫医师|公卫医师数|公卫医生|公卫医生数|公共卫生医师|公共卫生医师数|公共卫生医生|"
     "GWYS|public_health_physicians"},
    {FACILITIES, BUJU_FIELD_TCM_DOCTORS,
     "tcm_doctors|中医医师|中医医师数|中医师|中医师数|中医类别医师|中医类别医师数|中（蒙）医医师|中（蒙）医医师数|"
     "蒙医医师|"
     "中医医生|中医医生数|tcm_physicians"},

    {DOCTORS, BUJU_FIELD_NAME, "name|姓名|医生姓名|村医姓名|人员姓名|XM|doctor"},
    {DOCTORS, BUJU_FIELD_FACILITY_CODE,
     "facility_code|机构代码|所在机构代码|卫生室代码|医疗机构代码|执业机构代码|机构编码|JGDM|org_code"},
    {DOCTORS, BUJU_FIELD_FACILITY,
     "facility|所在机构|机构名称|卫生室名称|所在卫生室|执业机构|执业地点|工作单位|单位名称|村卫生室|所在单位|JGMC|"
     "单位"},
    {DOCTORS, BUJU_FIELD_GRADE,
     "grade|执业资格|资格|医师资格|执业类别|资格类别|执业级别|医师级别|人员类别|资质|职称|级别|ZYZG|qualification"},
    {DOCTORS, BUJU_FIELD_SPECIALTY, "specialty|执业范围|专业|专业类别|从事专业|所学专业|专业特长|科室|ZYFW|speciality"},
    {DOCTORS, BUJU_FIELD_BIRTH,
     "birth|出生年份|出生年月|出生日期|出生年|生日|CSNY|CSRQ|birth_year|birth_date|birthday|身份证号|身份证号码|身份证|"
     "公民身份号码|证件号码|SFZH|id_number"},

    {PROGRESS, BUJU_FIELD_CODE,
     "site_id|机构编号|机构代码|机构编码|卫生室代码|医疗机构代码|facility_code|org_code|JGDM|code|代码|编码|编号"},
    {PROGRESS, BUJU_FIELD_FACILITY,
     "site|机构名称|机构|卫生室名称|村卫生室|项目名称|建设单位|facility|name|单位名称|JGMC|名称"},
    {PROGRESS, BUJU_FIELD_ACTION,
     "action|处置|建设内容|建设性质|建设类型|项目类型|项目内容|建设任务|工作内容|措施|类别"},
    {PROGRESS, BUJU_FIELD_PROGRESS,
     "progress|进展|项目进展|建设进展|进度|建设进度|实施进度|实施情况|完成情况|项目状态|状态|status"},
    {PROGRESS, BUJU_FIELD_YEAR,
     "year|年度|年份|实施年度|计划年度|建设年度|实施年份|建设年份|计划年份|完成年份|完成年度|完成时间"},
    {PROGRESS, BUJU_FIELD_RULE, "rule|规则|规则编号|所属规则|依据规则|rule_id"},

    {ROUNDS, BUJU_FIELD_FACILITY_CODE,
     "base_code|卫生院代码|巡诊机构代码|机构代码|机构编码|医疗机构代码|facility_code|site_id|org_code|JGDM"},
    {ROUNDS, BUJU_FIELD_FACILITY,
     "base|巡诊卫生院|巡诊机构|巡诊单位|派出机构|派出单位|卫生院|乡镇卫生院|机构名称|facility|thc|JGMC|单位"},
    {ROUNDS, BUJU_FIELD_INTERVAL,
     "interval|interval_days|interval_weeks|巡诊周期|巡诊周期（周）|巡诊周期（天）|周期|周期（周）|周期（天）|巡诊间隔|"
     "巡诊间隔（天）|巡诊间隔（周）|间隔|间隔天数|间隔周数|巡诊频次|频次|every"},
    {ROUNDS, BUJU_FIELD_WEEKDAY, "weekday|巡诊日|星期|周几|星期几|巡诊时间"},

    {PREMISES, BUJU_FIELD_NAME, "name|用房名称|房屋名称|房舍名称|地块名称|名称|premises|building|mc"},
    {PREMISES, BUJU_FIELD_KIND, "kind|用房类型|房屋类型|房舍类型|房屋性质|类型|类别|用途|原用途|type|use"},
    {PREMISES, BUJU_FIELD_IDLE, "idle|闲置|是否闲置|空置|是否空置|使用状态|使用情况|利用现状|状态|vacant|status"},

    {ROADS, BUJU_FIELD_NAME,
     "name|道路名称|路线名称|公路名称|道路名|路名|街道名称|DLMC|LXMC|LUMC|road_name|roadname|street_name|名称|mc"},
    {ROADS, BUJU_FIELD_CLASS,
     "class|道路等级|行政等级|公路等级|路线等级|道路类型|道路类别|公路类型|道路分类|道路级别|技术等级|等级|类型|类别|"
     "级别|"
     "DLDJ|DLLX|XZDJ|JSDJ|LXDJ|GLDJ|highway|fclass|road_class|roadclass|road_type|roadtype|class_name|type|kind|RTEG|"
     "GB"},
    {ROADS, BUJU_FIELD_ROUTE, "route|路线编号|路线代码|路线编码|道路编号|公路编号|编号|LXBM|LXDM|LXBH|RN|ref|road_no"},
    {ROADS, BUJU_FIELD_SPEED,
     "speed_kmh|speed|设计时速|设计速度|设计车速|时速|限速|车速|行车速度|SJSS|SJSD|maxspeed|max_speed|speedlimit|"
     "design_speed|kmh"},
    {ROADS, BUJU_FIELD_ONE_WAY,
     "one_way|oneway|单行|单行线|单行道|单向|单双向|是否单行|是否单向|通行方向|通行方式|direction"},
    {ROADS, BUJU_FIELD_ROUNDABOUT, "roundabout|junction|环岛|是否环岛"},
    {ROADS, BUJU_FIELD_MOTOR_ROAD, "motor_road|motorroad|汽车专用|汽车专用路|机动车专用"},
    {ROADS, BUJU_FIELD_BRIDGE, "bridge|桥梁|桥|是否桥梁|是否桥"},
    {ROADS, BUJU_FIELD_TUNNEL, "tunnel|隧道|是否隧道"},
    {ROADS, BUJU_FIELD_LAYER, "layer|层|层级|层次|z_level|zlevel"},
    {ROADS, BUJU_FIELD_ACCESS, "access|通行限制|通行|准入"},
    {ROADS, BUJU_FIELD_FOOT, "foot|行人|行人通行|walk"},
    {ROADS, BUJU_FIELD_BICYCLE, "bicycle|非机动车|非机动车通行|ebike"},
    {ROADS, BUJU_FIELD_VEHICLES, "vehicles|motor_vehicle|机动车|机动车通行|motorcar|drive"},
    {ROADS, BUJU_FIELD_ALL_VEHICLES, "all_vehicles|vehicle|车辆|车辆通行"},
    {ROADS, BUJU_FIELD_FERRY, "ferry|轮渡|是否轮渡|渡口"},
    {ROADS, BUJU_FIELD_DURATION, "duration|航行时间|轮渡时间|渡河时间"},
    {ROADS, BUJU_FIELD_OTHER_TAGS, "other_tags|all_tags"},

    /* read by layers/source_points.c, which knows the same names */
    {VILLAGES | SETTLEMENTS | ESTATES | FACILITIES | PREMISES, BUJU_FIELD_LONGITUDE, "longitude|经度|东经|lon|lng"},
    {VILLAGES | SETTLEMENTS | ESTATES | FACILITIES | PREMISES, BUJU_FIELD_LATITUDE, "latitude|纬度|北纬|lat"},
};

#undef VILLAGES
#undef TOWNSHIPS
#undef COUNTY
#undef SETTLEMENTS
#undef ESTATES
#undef POPULATION
#undef FACILITIES
#undef DOCTORS
#undef PROGRESS
#undef ROUNDS
#undef ROADS
#undef PREMISES

#endif
