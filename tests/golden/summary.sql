-- A plan as text: counts and totals, then the table of villages. What a change of the program changes, a reader sees here.
-- SPDX-License-Identifier: Apache-2.0
.mode list
.separator " | "
.nullvalue -
.headers off
select '# villages by verdict, before and after';
select coalesce(b.verdict, a.verdict), coalesce(a.n, 0), coalesce(b.n, 0), b.people from
  (select verdict, count(*) n, sum(people_used) people from villages group by verdict) b
  full join (select verdict_before verdict, count(*) n from villages group by verdict_before) a using (verdict) order by 1;
select '# sites by kind, status and action';
select kind, status, action, count(*), sum(people_served), sum(doctors_required), sum(doctors_short), sum(floor_area_required_m2)
  from sites group by kind, status, action order by 1, 2, 3;
select '# actions';
select action, count(*), sum(people_gained), cast(sum(cost_yuan) as integer) from actions group by action order by 1;
select '# annual targets';
select rule, year, area_level, kind, action, target, target_source, done_before, actual, planned_before, planned, cumulative_planned, shortfall,
  candidates, people_gained, cast(cost_yuan as integer) from annual_targets where area_level <> 'township' order by rule, area_level, year;
select key, value from run_info where key like 'phase.%' order by key;
select '# gaps by kind and stage';
select kind, service, stage, count(*), sum(people), round(sum(shortfall), 2) from coverage_gaps group by 1, 2, 3 order by 1, 2, 3;
select '# joint groups';
select host, members, people, round(longest_min, 1), chain from joint_groups order by group_id;
select '# entitlements';
select area, service, required, existing, planned, verdict, site from entitlements where verdict <> 'below' order by 1, 2;
select '# reach, and the best candidates';
select key, value from run_info where key like 'reach.%' order by key;
select rank, candidate_id, people_gained from candidate_sites where rank <= 5 order by rank;
select '# frontier';
select sites, people_within, people_bound from frontier order by rule, sites;
select '# sets chosen from';
select rule, rank, chosen, site_id, people_newly, people_alone, round(score, 2), rank_from, rank_to, holds, needed
  from sub_centre_candidates order by rule, rank;
select key, value from run_info where key like 'pick.%' order by key;
select '# staffing by year';
select year, sum(required), sum(in_post), sum(reengaged), sum(leaving), sum(age_unknown), sum(vacancies) from staffing
  group by year order by year;
select '# costs by item, year and payer';
select item_en, year, payer, sum(quantity), cast(sum(cost_yuan) as integer) from costs group by 1, 2, 3 order by 1, 2, 3;
select '# findings by kind';
select kind, severity, count(*) from findings group by 1, 2 order by 1;
select '# proofs';
select key, value from run_info where key like 'certificate%' or key like '%sensitivity%' order by key;
select '# villages';
select code, name, township, people_used, verdict_before, verdict, served_by_name, round(travel_min, 1), joint_group,
  best_partner_name, round(best_partner_min, 1), rule from villages order by code;
