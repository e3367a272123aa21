-- Times are Unix milliseconds; those of stretches of JumpCloud's log are by JumpCloud's clock.

-- Why the last poll failed; null: it did not. A query under way is begun anew, for it is written with its end and its services now.
alter table event_cursor add column fault_code text;
alter table event_cursor add column fault_detail text;
alter table event_cursor add column fault_at integer;
update event_cursor set query = null, search_after = null;

-- How many events of a service an organization's log has taken in. service '': events that name none.
create table event_service (
  tenant       integer not null,
  organization integer not null,
  service      text not null,
  n            integer not null,
  primary key (tenant, organization, service),
  foreign key (tenant, organization) references organization (tenant, organization) on delete cascade
) without rowid;

insert into event_service (tenant, organization, service, n)
select e.tenant, e.organization, coalesce(e.service, ''), count(*) from event e
join organization o on o.tenant = e.tenant and o.organization = e.organization
group by e.tenant, e.organization, coalesce(e.service, '');

-- A stretch of JumpCloud's log to be counted or read beside the live tail, with a cursor of its own. work: check, gap, hourly, daily, backfill. owner: the gap
-- or backfill it belongs to, else 0. service: 'all' or one. counted: how many events JumpCloud said there are; seen: how many came, fresh: of those new.
-- next_at: when it is due; done_at: it is read to its end.
create table event_slice (
  tenant       integer not null,
  slice        integer primary key autoincrement,
  organization integer not null,
  work         text not null,
  owner        integer not null,
  service      text not null,
  start_at     integer not null,
  end_at       integer not null,
  page_size    integer not null,
  search_after text,
  counted      integer,
  seen         integer not null default 0,
  fresh        integer not null default 0,
  tries        integer not null default 0,
  next_at      integer not null,
  done_at      integer,
  unique (tenant, slice),
  foreign key (tenant, organization) references organization (tenant, organization) on delete cascade
);
create index event_slice_due on event_slice (next_at) where done_at is null;
create index event_slice_owner on event_slice (tenant, organization, work, owner);

-- A stretch of which JumpCloud has more than the log. reason: counted (its count is higher), unreadable (an answer that is no JSON), unreached (too old).
-- upstream: its count when found; stored: ours. repeated: so many of upstream are events that came before, found when all was read. state: open, closed, lost.
create table event_gap (
  tenant       integer not null,
  gap          integer primary key autoincrement,
  id           text not null unique,
  organization integer not null,
  service      text not null,
  start_at     integer not null,
  end_at       integer not null,
  reason       text not null,
  detail       text,
  upstream     integer not null,
  stored       integer not null,
  repeated     integer not null default 0,
  state        text not null,
  tries        integer not null default 0,
  found_at     integer not null,
  closed_at    integer,
  unique (tenant, gap),
  unique (tenant, organization, service, start_at, end_at),
  foreign key (tenant, organization) references organization (tenant, organization) on delete cascade
);

-- Older events asked for. asked_at: from when on; start_at: from when on JumpCloud still has them. expected: how many it has; null: not counted yet.
create table event_backfill (
  tenant       integer not null,
  backfill     integer primary key autoincrement,
  id           text not null unique,
  organization integer not null,
  asked_at     integer not null,
  start_at     integer not null,
  end_at       integer not null,
  expected     integer,
  state        text not null,
  created_by   text not null,
  created_at   integer not null,
  ended_at     integer,
  unique (tenant, backfill),
  foreign key (tenant, organization) references organization (tenant, organization) on delete cascade
);
create index event_backfill_organization on event_backfill (tenant, organization);
