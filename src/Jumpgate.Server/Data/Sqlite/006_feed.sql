-- Times are Unix milliseconds.

-- How many events of a type an organization's log has taken in, and the time of the newest of them. type '': events that name none.
create table event_count (
  tenant       integer not null,
  organization integer not null,
  type         text not null,
  n            integer not null,
  last_at      integer not null,
  primary key (tenant, organization, type),
  foreign key (tenant, organization) references organization (tenant, organization) on delete cascade
) without rowid;

insert into event_count (tenant, organization, type, n, last_at)
select e.tenant, e.organization, coalesce(e.type, ''), count(*), max(e.at) from event e
join organization o on o.tenant = e.tenant and o.organization = e.organization
group by e.tenant, e.organization, coalesce(e.type, '');

-- How many events an organization's log has of an hour (its beginning), service, type and outcome ('success', 'failure', 'unknown'). '' where the event names none.
create table event_hour (
  tenant       integer not null,
  organization integer not null,
  hour         integer not null,
  service      text not null,
  type         text not null,
  outcome      text not null,
  n            integer not null,
  primary key (tenant, organization, hour, service, type, outcome),
  foreign key (tenant, organization) references organization (tenant, organization) on delete cascade
) without rowid;

-- Which events hold a word: hashes of words (EventLog/EventWords), so that no value of a person stands here.
create table event_word (
  tenant       integer not null,
  organization integer not null,
  word         integer not null,
  at           integer not null,
  position     integer not null,
  primary key (tenant, organization, word, at, position)
) without rowid;

-- When somebody last signed in, by ids of JumpCloud. application '': to the directory or a device.
create table sign_in (
  tenant       integer not null,
  organization integer not null,
  who          text not null,
  application  text not null,
  at           integer not null,
  primary key (tenant, organization, who, application),
  foreign key (tenant, organization) references organization (tenant, organization) on delete cascade
) without rowid;
create index sign_in_application on sign_in (tenant, organization, application);

-- Feeds ---------------------------------------------------------------------------------------------------------------

-- The events of an organization, for those who want them. event_types: comma-separated; null: all.
create table feed (
  tenant        integer not null references tenant,
  feed          integer primary key autoincrement,
  id            text not null unique,
  organization  integer not null,
  contact_name  text,
  contact_email text,
  event_types   text,
  paused        integer not null default 0,
  created_by    text not null,
  created_at    integer not null,
  unique (tenant, feed),
  unique (tenant, organization),
  foreign key (tenant, organization) references organization (tenant, organization) on delete cascade
);

-- Where a feed's events go, and how far it is. position: the log up to here is with the receiver for good. progress: what the kind of sink keeps of what
-- is under way (JSON), committed with the position; wake_at: when it has something to do without new events. replay_from: a replay is asked for;
-- replay_to: one is under way, up to here; replays: how many there were. reason, detail: why the last attempt failed; next_at: when the next one is due.
create table sink (
  tenant       integer not null,
  sink         integer primary key autoincrement,
  id           text not null unique,
  feed         integer not null,
  kind         text not null,
  name         text not null,
  format       text not null,
  schema       text not null,
  settings     text not null,
  position     integer not null,
  progress     text,
  wake_at      integer,
  replay_from  integer,
  replay_to    integer,
  replays      integer not null default 0,
  paused       integer not null default 0,
  reason       text,
  detail       text,
  tries        integer not null default 0,
  next_at      integer,
  delivered_at integer,
  shard        integer not null,
  created_by   text not null,
  created_at   integer not null,
  unique (tenant, sink),
  foreign key (tenant, feed) references feed (tenant, feed) on delete cascade
);
create index sink_feed on sink (tenant, feed);
create index sink_shard on sink (shard);

-- What became of the events a sink was given, by type. base: delivered as Base Event. dead: could not be delivered at all.
create table sink_count (
  tenant    integer not null,
  sink      integer not null,
  type      text not null,
  delivered integer not null,
  base      integer not null,
  dead      integer not null,
  primary key (tenant, sink, type),
  foreign key (tenant, sink) references sink (tenant, sink) on delete cascade
) without rowid;
