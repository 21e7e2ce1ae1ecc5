-- What holds for every plan. Each query gives a row for each thing that is wrong, and none when all is well.
-- SPDX-License-Identifier: Apache-2.0
.mode list
.separator " | "
-- Every village is decided once, with a reason in both languages.
select 'a code occurs twice', code from villages group by code having count(*) > 1;
select 'no verdict', code from villages where verdict is null or verdict_before is null;
select 'no reason', code, reason_zh, reason_en from villages
  where coalesce(reason_zh, '') = '' or coalesce(reason_en, '') = '' or reason_zh like '%{%' or reason_en like '%{%';
select 'a reason says a rule by its id alone', code, reason_zh from villages where reason_zh glob '*“[a-z]*”*';
select 'no rule or clause', code from villages 
  where verdict <> 'not_evaluated' and (rule is null or (clause is null and rule <> 'decision'));
-- Who serves whom is the same from both sides.
select 'served by nobody in sites', code, served_by from villages
  where served_by is not null and served_by not in (select site_id from sites);
select 'served by a site that closes', v.code, v.served_by from villages v join sites s on s.site_id = v.served_by
  where s.status = 'closing';
select 'people served differ', s.site_id, s.people_served, sum(v.people_used) from sites s
  join villages v on v.served_by = s.site_id group by s.site_id having s.people_served <> sum(v.people_used);
select 'villages served differ', s.site_id, s.villages_served, count(*) from sites s
  join villages v on v.served_by = s.site_id group by s.site_id having s.villages_served <> count(*);
select 'a catchment differs from its site', c.site_id, c.people, s.people_served from catchments c
  join sites s using (site_id) where c.people <> s.people_served or c.villages <> s.villages_served;
-- People are conserved from the files to the region to villages,
select 'people read and held differ', key, value from run_info where key like 'people_held.%' and value is not
  (select value from run_info u where u.key = replace(run_info.key, 'held', 'read'));
select 'people held and of villages differ', value, (select sum(people_resident) from villages) from run_info
  where key = 'people_held.resident' and cast(value as integer) <> (select sum(people_resident) from villages);
select 'people covered exceed those who have a site', value, (select sum(people_used) from villages where served_by is not null)
  from run_info where key = 'coverage.served_after'
  and cast(value as integer) > (select sum(people_used) from villages where served_by is not null);
-- and from villages to settlements to assignments.
select 'settlements differ from their village', v.code, v.people_used, sum(s.people_resident) from villages v
  join settlements s on s.village_code = v.code
  group by v.code having v.people_resident is not null and abs(sum(s.people_resident) - v.people_resident) > 0.0005;
select 'assigned people differ from the villages served', (select sum(people) from assignments),
  (select sum(people_used) from villages where served_by is not null and code in (select village_code from assignments))
  where abs((select sum(people) from assignments) - (select sum(people_used) from villages
    where served_by is not null and code in (select village_code from assignments))) > 0.0005;
-- Joint clinics: the verdicts, the groups and the sums agree.
select 'a joint verdict without a group', code from villages where (verdict in ('joint_host', 'joint_member')) <> (joint_group is not null);
select 'a group that is not in joint_groups', code, joint_group from villages
  where joint_group is not null and joint_group not in (select group_id from joint_groups);
select 'the people of a group differ', g.group_id, g.people, sum(v.people_used) from joint_groups g
  join villages v on v.joint_group = g.group_id group by g.group_id having g.people <> sum(v.people_used) or g.members_n <> count(*);
select 'a group without exactly one host', joint_group from villages where joint_group is not null
  group by joint_group having sum(verdict = 'joint_host') <> 1 or count(*) < 2;
select 'a group across townships', joint_group from villages where joint_group is not null
  group by joint_group having count(distinct township_code) > 1;
select 'a member that is not small', code, people_used from villages where verdict = 'joint_member' and people_used >=
  (select cast(value as integer) from run_info where key like 'rules.%.max_population' and value is not null)
  and area_km2 >= coalesce((select cast(value as real) from run_info where key like 'rules.%.max_area_km2'), 0);
select 'a group over the cap', group_id, people from joint_groups where people > 4000;
-- Sites, actions, gaps.
select 'an own clinic without a site', code from villages where verdict in ('own_clinic', 'own_no_partner', 'joint_host')
  and code not in (select village_code from sites where kind = 'village_clinic' and status <> 'closing');
select 'an id occurs twice', site_id from sites group by site_id having count(*) > 1;
select 'an id occurs twice', action_id from actions group by action_id having count(*) > 1;
select 'an id occurs twice', gap_id from coverage_gaps group by gap_id having count(*) > 1;
select 'an action without a site', action_id from actions where site_id not in (select site_id from sites);
select 'a gap without a shortfall', gap_id from coverage_gaps where shortfall < 0;
select 'a new site shares its name', s.site_id, s.name from sites s
  where s.status = 'proposed' and exists (select 1 from sites t where t.name = s.name and t.site_id <> s.site_id);
select 'managed by nobody in sites', site_id, managing_thc, managing_thc_id from sites where managing_thc is not null
  and not exists (select 1 from sites t where t.site_id = sites.managing_thc_id and t.kind = 'thc' and t.status <> 'closing');
select 'a site without a reason', site_id, rule, reason_zh, reason_en from sites where (rule is not null and rule <> 'decision' and clause is null)
  or (coalesce(reason_zh, '') = '') <> (coalesce(reason_en, '') = '') or reason_zh like '%{%' or reason_en like '%{%';
select 'a gap without a reason', gap_id from coverage_gaps where rule is null or coalesce(reason_zh, '') = '' or coalesce(reason_en, '') = ''
  or reason_zh like '%{%' or reason_en like '%{%' or (people is null and kind in ('standard', 'ownership') and service = 'village_clinic');
-- Years: every total is one over the ledger of actions.
select 'staff short is not what is missing', rule, year, area_code from staff_ratios
  where short <> max(0, required - in_post) or (met = 0 and (short = 0 or sites_unknown > 0)) or (met = 1 and short > 0);
select 'townships do not add up to their target', t.rule, t.year, t.planned, sum(p.planned) from annual_targets t
  join annual_targets p using (rule, year) where t.area_level <> 'township' and p.area_level = 'township'
  group by t.rule, t.year, t.area_code having (select count(distinct area_code) from annual_targets where rule = t.rule
  and area_level <> 'township') = 1 and (t.planned, t.people_gained) <> (sum(p.planned), sum(p.people_gained));
select 'planned are fewer than the ledger has', rule, year, planned from annual_targets t where area_level <> 'township'
  and planned < (select count(distinct site_id) from actions where phased_by = t.rule and year = t.year and progress <> 'done')
  and (select count(distinct area_code) from annual_targets where rule = t.rule and area_level <> 'township') = 1;
select 'more are planned than asked for', rule, year, target, planned from annual_targets t where target is not null
  and measure = 'count' and planned > target
  and not exists (select 1 from actions where progress = 'under_way' and year = t.year);
select 'a total differs from its parts', rule, year from annual_targets
  where cumulative_planned <> done_before + coalesce(actual, 0) + planned_before + planned;
select 'capital differs from the ledger', (select sum(cost_yuan) from costs where capital), (select sum(cost_yuan) from actions)
  where abs(coalesce((select sum(cost_yuan) from costs where capital), 0) - coalesce((select sum(cost_yuan) from actions), 0)) > 0.005;
select 'closed before its successor opens', a.action_id, a.year, b.year from actions a join sites s using (site_id)
  join villages v on v.code = s.village_code join actions b on b.site_id = v.served_by and b.action = 'build'
  where a.action in ('merge', 'deregister') and a.year is not null and (b.year is null or a.year < b.year);
select 'a year without its rule', action_id from actions where year is not null and phased_by is null
  and action not in ('merge', 'deregister') and progress = 'planned';
-- Doctors, where a rule is about their age.
select 'engaged over 65', doctor_id, age from doctors where age > 65 and engagement in ('engaged', 'reengaged')
  and exists (select 1 from run_info where key like 'rules.%.reengage_max_age');
select 'engaged over 60', doctor_id, age from doctors where age > 60 and engagement = 'engaged'
  and exists (select 1 from run_info where key like 'rules.%.reengage_max_age');
-- Entitlements and candidates.
select 'entitled and still without', area, service from entitlements where required > planned and verdict <> 'not_evaluated';
select 'a candidate that gains nobody', candidate_id from candidate_sites where people_gained <= 0;
select 'a candidate occurs twice', candidate_id from candidate_sites group by candidate_id having count(*) > 1;
-- Sets chosen.
select 'a rank outside its bounds', rule, site_id from sub_centre_candidates where rank not between rank_from and rank_to;
select 'a rank occurs twice', rule, rank from sub_centre_candidates group by rule, rank having count(*) > 1;
select 'chosen without a project', rule, site_id from sub_centre_candidates where chosen
  and not exists (select 1 from actions a where a.site_id = sub_centre_candidates.site_id and action = becomes);
select 'brings in more than are within', rule, site_id from sub_centre_candidates where people_newly > people_within or people_alone > people_newly;
select 'locked and not chosen', rule, site_id from sub_centre_candidates where locked and not chosen;
-- Layers of many rows have a spatial index.
select 'no spatial index', c.table_name, o.feature_count from gpkg_contents c join gpkg_ogr_contents o using (table_name)
  where c.data_type = 'features' and (o.feature_count >= 1000) <>
  (c.table_name in (select table_name from gpkg_extensions where extension_name = 'gpkg_rtree_index'));
-- Everybody is served in one way, and the ways of every area make all of it.
select 'people by way of service differ', area_code, sum(people_after), sum(people_before) from service_ways
  where area_level = 'all' group by area_code having abs(sum(people_after) - (select sum(people_used) from villages)) > 3
  or abs(sum(people_before) - sum(people_after)) > 3;
select 'shares of ways do not make all', area_code, sum(share_after) from service_ways
  group by area_level, area_code having abs(sum(share_after) - 100) > 0.000001;
