-- secrets: of the settings, sealed. event_types, classes: what it delivers of what its feed does, comma-separated; null: all. planned_to: a batch that the receiver
-- knows by where it begins and ends was begun, up to here; it comes again as it was. sampled, violations: records held against the schema, and those that broke
-- it; violation: how the last of them did, violation_at: when.
alter table sink add column secrets bytea;
alter table sink add column event_types text;
alter table sink add column classes text;
alter table sink add column planned_to bigint;
alter table sink add column sampled bigint not null default 0;
alter table sink add column violations bigint not null default 0;
alter table sink add column violation text;
alter table sink add column violation_at bigint;

-- Events that a sink could not deliver. reason: stable; detail: what was said.
create table sink_dead (
  tenant   integer not null,
  sink     integer not null,
  position bigint not null,
  event_id text not null,
  type     text,
  reason   text not null,
  detail   text not null,
  at       bigint not null,
  primary key (tenant, sink, position),
  foreign key (tenant, sink) references sink (tenant, sink) on delete cascade
);
