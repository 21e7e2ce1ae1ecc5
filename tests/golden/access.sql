-- What is true of every file of accessibility; every row this prints is wrong. SPDX-License-Identifier: Apache-2.0
with longest as (select max(limit_min) as m from access_limits)
select 'people lost', z.zone_code, z.service from access_zones z join access_limits l
  on l.zone_level = z.zone_level and l.zone_code is z.zone_code and l.service = z.service
  and l.limit_min = (select m from longest)
  where abs(l.people_before + z.beyond_before + z.unreachable_before - z.people) > 2
     or abs(l.people_after + z.beyond_after + z.unreachable_after - z.people) > 2;
select 'a longer limit reaches fewer', a.zone_code, a.service from access_limits a join access_limits b
  on b.zone_level = a.zone_level and b.zone_code is a.zone_code and b.service = a.service and b.limit_min > a.limit_min
  where b.people_before < a.people_before or b.people_after < a.people_after;
select 'levels hold different people', service, zone_level, sum(people) as s from access_zones
  group by service, zone_level having s <> (select people from access_zones where zone_level = 'all' limit 1);
select 'places hold other people', service, sum(people) as s from access_places group by service
  having abs(s - (select people from access_zones where zone_level = 'all' limit 1)) > 1;
select 'doctors are not conserved', p.service, s.doctors_reached from access_places p join access_services s
  on s.service = p.service and s.stage = 'before' where s.doctors_reached is not null
  group by p.service having abs(sum(p.people * p.doctors_before) / 1000 - s.doctors_reached) > 1e-6 * s.doctors_reached;
select 'doctors are not conserved after', p.service, s.doctors_reached from access_places p join access_services s
  on s.service = p.service and s.stage = 'after' where s.doctors_reached is not null
  group by p.service having abs(sum(p.people * p.doctors_after) / 1000 - s.doctors_reached) > 1e-6 * s.doctors_reached;
select 'any primary care is farther than a part of it', a.place_id from access_places a join access_places b
  on b.place_id = a.place_id and b.service in ('village_clinic', 'thc', 'chc', 'chs')
  where a.service = 'primary' and (a.before_min > b.before_min or a.after_min > b.after_min);
select 'a time without a basis or a site', place_id, service from access_places
  where (before_min is null) <> (nearest_before is null) or (before_min is null) <> (basis_before is null)
     or (after_min is null) <> (nearest_after is null) or (after_min is null) <> (basis_after is null);
select 'no inequality', zone_code, service from access_zones
  where not (coalesce(gini_before, 0) between 0 and 1 and coalesce(gini_after, 0) between 0 and 1);
