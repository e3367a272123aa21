-- Times are Unix milliseconds.

-- Tenancy -------------------------------------------------------------------------------------------------------------

-- sequence is locked by the row until commit: dense, in commit order, and sequence_at never goes back.
create table tenant (
  tenant       integer primary key autoincrement,
  id           text not null unique,
  name         text not null unique,
  created_at   integer not null,
  sequence     integer not null default 0,
  sequence_at  integer not null default 0,
  next_key     integer not null default 1,
  history_from integer not null default 1
);

create table api_key (
  id           text primary key,
  tenant       integer references tenant,
  name         text not null,
  role         text not null,
  hash         blob not null unique,
  suffix       text not null,
  created_at   integer not null,
  last_used_at integer,
  expires_at   integer,
  revoked_at   integer
) without rowid;

create table person_account (
  id            text primary key,
  tenant        integer references tenant,
  name          text not null,
  email         text not null unique,
  password_hash text not null,
  role          text not null,
  created_at    integer not null,
  signed_in_at  integer
) without rowid;

create table setup_link (
  tenant       integer not null references tenant,
  id           text not null unique,
  purpose      text not null,
  hash         blob not null unique,
  embed        text,
  organization text,
  directory    text,
  created_by   text not null,
  created_at   integer not null,
  expires_at   integer not null,
  opened_at    integer,
  revoked_at   integer,
  primary key (tenant, id)
) without rowid;

create table idempotency (
  tenant     integer not null,
  key        text not null,
  route      text not null,
  body_hash  blob not null,
  status     integer,
  answer     blob,
  created_at integer not null,
  primary key (tenant, key)
) without rowid;

create table audit (
  tenant integer,
  n      integer primary key autoincrement,
  at     integer not null,
  who    text not null,
  act    text not null,
  what   text not null,
  detail text
);
create index audit_tenant on audit (tenant, n);

create table protection_key (
  name text primary key,
  xml  text not null
) without rowid;

-- Organizations -------------------------------------------------------------------------------------------------------

create table organization (
  tenant            integer not null references tenant,
  organization      integer primary key autoincrement,
  id                text not null unique,
  directory         integer not null,
  name              text not null,
  type              text not null,
  region            text not null,
  remote_id         text not null,
  remote_name       text,
  header_id         text,
  method            text not null,
  paused            integer not null default 0,
  reasons           text not null default '[]',
  capabilities      text not null default '[]',
  settings          text not null default '{}',
  connected_at      integer not null,
  last_good_call_at integer,
  last_good_sync_at integer,
  next_sync_at      integer,
  next_refresh_at   integer,
  next_watch_at     integer,
  shard             integer not null,
  version           integer not null default 1,
  unique (tenant, organization)
);
create index organization_next_sync on organization (shard, next_sync_at) where next_sync_at is not null;
create index organization_next_refresh on organization (shard, next_refresh_at) where next_refresh_at is not null;
create index organization_next_watch on organization (next_watch_at) where next_watch_at is not null;
create unique index organization_remote on organization (tenant, region, remote_id);

create table credential (
  tenant       integer not null,
  organization integer not null,
  slot         text not null,
  method       text not null,
  client_id    text,
  secret       blob not null,
  suffix       text not null,
  added_at     integer not null,
  proven_at    integer,
  expires_at   integer,
  warned_days  integer,
  primary key (tenant, organization, slot),
  foreign key (tenant, organization) references organization (tenant, organization) on delete cascade
) without rowid;

-- The fence: a run takes the next epoch at its start, every transaction of the run checks it.
create table epoch (
  tenant       integer not null,
  organization integer not null,
  kind         text not null,
  epoch        integer not null,
  primary key (tenant, organization, kind)
) without rowid;

-- Directory -----------------------------------------------------------------------------------------------------------

create table directory (
  tenant       integer not null references tenant,
  directory    integer primary key autoincrement,
  id           text not null unique,
  name         text not null,
  source       text not null,
  created_at   integer not null,
  content_hash blob not null,
  unique (tenant, directory)
);

-- A directory that is pushed by SCIM: which client pushes, and whether it may.
create table scim_directory (
  tenant    integer not null,
  directory integer not null,
  provider  text not null,
  enabled   integer not null default 1,
  primary key (tenant, directory),
  foreign key (tenant, directory) references directory (tenant, directory) on delete cascade
) without rowid;

create table scim_token (
  tenant       integer not null,
  directory    integer not null,
  id           text not null unique,
  name         text,
  hash         blob not null unique,
  suffix       text not null,
  created_by   text not null,
  created_at   integer not null,
  last_used_at integer,
  expires_at   integer,
  revoked_at   integer,
  primary key (tenant, directory, id),
  foreign key (tenant, directory) references scim_directory (tenant, directory) on delete cascade
) without rowid;

-- How much of what a directory has now: a resource kind's word, 'active:' and the word, or an edge kind's word.
create table directory_count (
  tenant    integer not null,
  directory integer not null,
  what      text not null,
  n         integer not null,
  primary key (tenant, directory, what)
) without rowid;

-- An identity: one row per thing for ever. Volatile values are overwritten here and have no history.
-- state: 0 only named by an edge so far, 1 current, 2 ended, 3 left out by the scope filter, 4 erased.
-- version: the last sequence that touched it or its edges. observed: the tick of the read it was last written from.
create table resource (
  tenant    integer not null,
  resource  integer not null,
  directory integer not null,
  kind      integer not null,
  state     integer not null,
  remote_id text not null,
  id        text not null,
  version   integer not null,
  observed  integer not null,
  active    integer not null default 0,
  raw_hash  blob,
  hash      blob,
  volatile  text,
  primary key (tenant, resource),
  unique (tenant, directory, kind, remote_id)
) without rowid;
create unique index resource_id on resource (tenant, id);

-- What an identity was from one sequence up to (not including) another; to_seq null: is now. f_ columns are folded for eq and sw.
create table resource_version (
  tenant        integer not null,
  resource      integer not null,
  from_seq      integer not null,
  to_seq        integer,
  directory     integer not null,
  kind          integer not null,
  hash          blob not null,
  name          text,
  email         text,
  status        text not null,
  source_status text,
  active        integer not null,
  f_name        text not null,
  f_user_name   text,
  f_email       text,
  f_external_id text,
  attributes    text,
  raw           blob,
  erased        text,
  primary key (tenant, resource, from_seq)
);
create index version_current on resource_version (tenant, directory, kind, resource) where to_seq is null;
create index version_name on resource_version (tenant, directory, kind, f_name, resource) where to_seq is null;
create index version_user_name on resource_version (tenant, directory, kind, f_user_name, resource) where to_seq is null and f_user_name is not null;
create index version_email on resource_version (tenant, directory, kind, f_email, resource) where to_seq is null and f_email is not null;
create index version_external_id on resource_version (tenant, directory, kind, f_external_id, resource) where to_seq is null and f_external_id is not null;
create index version_changed on resource_version (tenant, directory, kind, from_seq, resource) where to_seq is null;
create index version_history on resource_version (tenant, directory, kind, to_seq) where to_seq is not null;
-- The few that are not enabled; the others are found by their place.
create index version_status on resource_version (tenant, directory, kind, status, resource) where to_seq is null and status <> 'enabled';

-- Every e-mail address beyond the first of a version, so that emails answers eq and sw at any size.
create table resource_email (
  tenant    integer not null,
  directory integer not null,
  kind      integer not null,
  f_email   text not null,
  resource  integer not null,
  from_seq  integer not null,
  primary key (tenant, directory, kind, f_email, resource, from_seq)
) without rowid;
create index resource_email_of on resource_email (tenant, resource, from_seq);

-- The key has the order in which listings arrive (all members of one group); edge_from serves the other direction.
create table edge (
  tenant        integer not null,
  kind          integer not null,
  to_resource   integer not null,
  from_resource integer not null,
  from_seq      integer not null,
  to_seq        integer,
  directory     integer not null,
  from_kind     integer not null,
  to_kind       integer not null,
  observed      integer not null,
  primary key (tenant, kind, to_resource, from_resource, from_seq)
) without rowid;
create index edge_from on edge (tenant, from_resource, kind, to_resource);
create index edge_history on edge (tenant, directory, to_seq) where to_seq is not null;

create table cause (
  tenant integer not null,
  cause  integer not null,
  kind   integer not null,
  id     text not null,
  primary key (tenant, cause),
  unique (tenant, kind, id)
) without rowid;

create table change (
  tenant      integer not null,
  seq         integer not null,
  at          integer not null,
  directory   integer,
  op          integer not null,
  kind        integer,
  resource    integer,
  edge_kind   integer,
  to_resource integer,
  cause       integer not null,
  note        text,
  primary key (tenant, seq)
) without rowid;

-- Accounts (user, admin) that are one human. parted: undone by hand, not to be joined again.
create table person (
  tenant     integer not null,
  resource   integer not null,
  id         text not null,
  rule       text not null,
  confidence text not null,
  reason     text not null,
  parted     integer not null default 0,
  primary key (tenant, resource)
) without rowid;
create index person_id on person (tenant, id);

-- Sync ----------------------------------------------------------------------------------------------------------------

create table run (
  tenant       integer not null,
  organization integer not null,
  run          integer primary key autoincrement,
  id           text not null unique,
  mode         text not null,
  trigger      text not null,
  state        text not null,
  queued_at    integer not null,
  started_at   integer,
  ended_at     integer,
  epoch        integer,
  plan         text,
  counts       text not null default '{}',
  requests     integer not null default 0,
  seconds      real not null default 0,
  hash         blob,
  sequence     integer,
  error        text,
  warnings     text not null default '[]',
  held         text,
  unique (tenant, organization, run)
);
create index run_open on run (tenant, organization, state) where state in ('queued', 'running', 'held');

create table run_log (
  tenant integer not null,
  run    integer not null,
  n      integer not null,
  at     integer not null,
  level  text not null,
  text   text not null,
  kind   text,
  count  integer,
  primary key (tenant, run, n)
);

-- Whether the run writes straight (the directory was empty at its start), and how far its apply is.
create table stage_plan (
  tenant   integer not null,
  run      integer not null,
  straight integer not null,
  counts   text not null,
  primary key (tenant, run)
) without rowid;

-- A listing: of a kind (kind), or of an owner's edges (edge_kind, owner, owner_end 0 from, 1 to, other_kind).
-- known, digest: how many of the owner's current edges it showed, and the sum of their keys' hashes; lost: how many it did not.
-- detail: its edges stand in stage_edge one by one, because an earlier listing of the same owner missed some.
create table stage_listing (
  tenant     integer not null,
  run        integer not null,
  listing    text not null,
  kind       integer,
  edge_kind  integer,
  owner      integer,
  owner_end  integer,
  other_kind integer,
  tick       integer not null,
  pages      integer not null,
  items      integer not null,
  total      integer,
  complete   integer not null,
  known      integer not null default 0,
  lost       integer not null default 0,
  digest     blob,
  detail     integer not null default 0,
  primary key (tenant, run, listing)
) without rowid;
create index stage_listing_owner on stage_listing (tenant, owner, run, edge_kind);

-- A committed page: a run resumes after the last one.
create table stage_page (
  tenant  integer not null,
  run     integer not null,
  listing text not null,
  skip    integer not null,
  items   integer not null,
  primary key (tenant, run, listing, skip)
) without rowid;

-- op: 0 as it is, 1 new or changed, 2 only volatile values or the raw form differ, 3 left out by the scope filter.
create table stage_resource (
  tenant   integer not null,
  run      integer not null,
  kind     integer not null,
  resource integer not null,
  tick     integer not null,
  op       integer not null,
  primary key (tenant, run, kind, resource)
) without rowid;
create index stage_resource_fresh on stage_resource (tenant, run, op, resource) where op <> 0;

create table stage_body (
  tenant        integer not null,
  run           integer not null,
  resource      integer not null,
  tick          integer not null,
  raw_hash      blob not null,
  hash          blob not null,
  volatile      text,
  name          text,
  email         text,
  status        text not null,
  source_status text,
  active        integer not null,
  f_name        text,
  f_user_name   text,
  f_email       text,
  f_external_id text,
  emails        text,
  attributes    text,
  raw           blob,
  primary key (tenant, run, resource)
);

-- op: 0 done, 1 new, 2 as it is (only where an owner is listed in detail), 3 gone.
create table stage_edge (
  tenant        integer not null,
  run           integer not null,
  kind          integer not null,
  to_resource   integer not null,
  from_resource integer not null,
  from_kind     integer not null,
  to_kind       integer not null,
  tick          integer not null,
  op            integer not null,
  primary key (tenant, run, kind, to_resource, from_resource)
) without rowid;

create index stage_edge_op on stage_edge (tenant, run, op, kind, to_resource, from_resource);

-- Objects the listings did not show and a read by id did not find.
create table stage_absent (
  tenant   integer not null,
  run      integer not null,
  resource integer not null,
  tick     integer not null,
  primary key (tenant, run, resource)
) without rowid;

-- The tick at which a read of the source begins: monotone in time over all nodes.
create table read_tick (
  next integer not null
);
insert into read_tick (next) values (1);

-- Event log -----------------------------------------------------------------------------------------------------------

create table event_cursor (
  tenant       integer not null,
  organization integer not null,
  position     integer not null,
  checkpoint   integer not null,
  query        text,
  search_after text,
  state        text,
  primary key (tenant, organization)
) without rowid;

create table event (
  tenant       integer not null,
  organization integer not null,
  position     integer not null,
  id           text not null,
  service      text,
  type         text,
  at           integer not null,
  received_at  integer not null,
  raw          blob not null,
  primary key (tenant, organization, position),
  unique (tenant, organization, id)
);
create index event_at on event (tenant, organization, at);

-- What the planner is to expect of the tables that grow: few tenants and directories, many resources, owners with many edges.
-- Without it, it reads all edges of a kind where it could look one up.
analyze;
insert into sqlite_stat1 (tbl, idx, stat) values
  ('resource', 'resource', '1000000 500000 1'),
  ('resource', 'resource_id', '1000000 500000 1'),
  ('resource', 'sqlite_autoindex_resource_2', '1000000 500000 300000 100000 1'),
  ('resource_version', 'sqlite_autoindex_resource_version_1', '1000000 500000 1 1'),
  ('resource_version', 'version_current', '1000000 500000 300000 100000 1'),
  ('resource_version', 'version_name', '1000000 500000 300000 100000 2 1'),
  ('resource_version', 'version_user_name', '1000000 500000 300000 100000 1 1'),
  ('resource_version', 'version_email', '1000000 500000 300000 100000 1 1'),
  ('resource_version', 'version_external_id', '1000000 500000 300000 100000 1 1'),
  ('resource_version', 'version_changed', '1000000 500000 300000 100000 1 1'),
  ('resource_version', 'version_status', '20000 10000 6000 2000 700 1'),
  ('resource_version', 'version_history', '200000 100000 60000 20000 2'),
  ('edge', 'edge', '10000000 5000000 3000000 500 1 1'),
  ('edge', 'edge_from', '10000000 5000000 10 8 1'),
  ('edge', 'edge_history', '500000 250000 150000 5'),
  ('directory', 'sqlite_autoindex_directory_2', '10 5 1');
