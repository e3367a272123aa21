-- Times are Unix milliseconds.

-- Tenancy -------------------------------------------------------------------------------------------------------------

-- sequence is locked by the row until commit: dense, in commit order, and sequence_at never goes back.
create table tenant (
  tenant       integer generated always as identity primary key,
  id           uuid not null unique,
  name         text not null unique,
  created_at   bigint not null,
  sequence     bigint not null default 0,
  sequence_at  bigint not null default 0,
  next_key     bigint not null default 1,
  history_from bigint not null default 1
);

create table api_key (
  id           uuid primary key,
  tenant       integer references tenant,
  name         text not null,
  role         text not null,
  hash         bytea not null unique,
  suffix       text not null,
  created_at   bigint not null,
  last_used_at bigint,
  expires_at   bigint,
  revoked_at   bigint
);

create table person_account (
  id            uuid primary key,
  tenant        integer references tenant,
  name          text not null,
  email         text not null unique,
  password_hash text not null,
  role          text not null,
  created_at    bigint not null,
  signed_in_at  bigint
);

create table setup_link (
  tenant       integer not null references tenant,
  id           uuid not null unique,
  purpose      text not null,
  hash         bytea not null unique,
  embed        text,
  organization uuid,
  directory    uuid,
  created_by   text not null,
  created_at   bigint not null,
  expires_at   bigint not null,
  opened_at    bigint,
  revoked_at   bigint,
  primary key (tenant, id)
);

create table idempotency (
  tenant     integer not null,
  key        text not null,
  route      text not null,
  body_hash  bytea not null,
  status     integer,
  answer     bytea,
  created_at bigint not null,
  primary key (tenant, key)
);

create table audit (
  tenant integer,
  n      bigint generated always as identity primary key,
  at     bigint not null,
  who    text not null,
  act    text not null,
  what   text not null,
  detail text
);
create index audit_tenant on audit (tenant, n);

create table protection_key (
  name text primary key,
  xml  text not null
);

-- Organizations -------------------------------------------------------------------------------------------------------

create table organization (
  tenant            integer not null references tenant,
  organization      integer generated always as identity,
  id                uuid not null unique,
  directory         integer not null,
  name              text not null,
  type              text not null,
  region            text not null,
  remote_id         text not null,
  remote_name       text,
  header_id         text,
  method            text not null,
  paused            boolean not null default false,
  reasons           text not null default '[]',
  capabilities      text not null default '[]',
  settings          text not null default '{}',
  connected_at      bigint not null,
  last_good_call_at bigint,
  last_good_sync_at bigint,
  next_sync_at      bigint,
  next_refresh_at   bigint,
  next_watch_at     bigint,
  shard             smallint not null,
  version           integer not null default 1,
  primary key (tenant, organization)
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
  secret       bytea not null,
  suffix       text not null,
  added_at     bigint not null,
  proven_at    bigint,
  expires_at   bigint,
  warned_days  integer,
  primary key (tenant, organization, slot),
  foreign key (tenant, organization) references organization (tenant, organization) on delete cascade
);

-- The fence: a run takes the next epoch at its start, every transaction of the run checks it.
create table epoch (
  tenant       integer not null,
  organization integer not null,
  kind         text not null,
  epoch        bigint not null,
  primary key (tenant, organization, kind)
);

-- Directory -----------------------------------------------------------------------------------------------------------

create table directory (
  tenant       integer not null references tenant,
  directory    integer generated always as identity,
  id           uuid not null unique,
  name         text not null,
  source       text not null,
  created_at   bigint not null,
  content_hash bytea not null,
  primary key (tenant, directory)
);

-- A directory that is pushed by SCIM: which client pushes, and whether it may.
create table scim_directory (
  tenant    integer not null,
  directory integer not null,
  provider  text not null,
  enabled   boolean not null default true,
  primary key (tenant, directory),
  foreign key (tenant, directory) references directory (tenant, directory) on delete cascade
);

create table scim_token (
  tenant       integer not null,
  directory    integer not null,
  id           uuid not null unique,
  name         text,
  hash         bytea not null unique,
  suffix       text not null,
  created_by   text not null,
  created_at   bigint not null,
  last_used_at bigint,
  expires_at   bigint,
  revoked_at   bigint,
  primary key (tenant, directory, id),
  foreign key (tenant, directory) references scim_directory (tenant, directory) on delete cascade
);

-- How much of what a directory has now: a resource kind's word, 'active:' and the word, or an edge kind's word.
create table directory_count (
  tenant    integer not null,
  directory integer not null,
  what      text not null,
  n         bigint not null,
  primary key (tenant, directory, what)
);

-- An identity: one row per thing for ever. Volatile values are overwritten here and have no history.
-- state: 0 only named by an edge so far, 1 current, 2 ended, 3 left out by the scope filter, 4 erased.
-- version: the last sequence that touched it or its edges. observed: the tick of the read it was last written from.
create table resource (
  tenant    integer not null,
  resource  bigint not null,
  directory integer not null,
  kind      smallint not null,
  state     smallint not null,
  remote_id text collate "C" not null,
  id        uuid not null,
  version   bigint not null,
  observed  bigint not null,
  active    boolean not null default false,
  raw_hash  bytea,
  hash      bytea,
  volatile  text,
  primary key (tenant, resource),
  unique (tenant, directory, kind, remote_id)
);
create unique index resource_id on resource (tenant, id);

-- What an identity was from one sequence up to (not including) another; to_seq null: is now. f_ columns are folded for eq and sw.
create table resource_version (
  tenant        integer not null,
  resource      bigint not null,
  from_seq      bigint not null,
  to_seq        bigint,
  directory     integer not null,
  kind          smallint not null,
  hash          bytea not null,
  name          text,
  email         text,
  status        text not null,
  source_status text,
  active        boolean not null,
  f_name        text collate "C" not null,
  f_user_name   text collate "C",
  f_email       text collate "C",
  f_external_id text collate "C",
  attributes    text,
  raw           bytea,
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
  kind      smallint not null,
  f_email   text collate "C" not null,
  resource  bigint not null,
  from_seq  bigint not null,
  primary key (tenant, directory, kind, f_email, resource, from_seq)
);
create index resource_email_of on resource_email (tenant, resource, from_seq);

-- The key has the order in which listings arrive (all members of one group); edge_from serves the other direction.
create table edge (
  tenant        integer not null,
  kind          smallint not null,
  to_resource   bigint not null,
  from_resource bigint not null,
  from_seq      bigint not null,
  to_seq        bigint,
  directory     integer not null,
  from_kind     smallint not null,
  to_kind       smallint not null,
  observed      bigint not null,
  primary key (tenant, kind, to_resource, from_resource, from_seq)
);
create index edge_from on edge (tenant, from_resource, kind, to_resource);
create index edge_history on edge (tenant, directory, to_seq) where to_seq is not null;

create table cause (
  tenant integer not null,
  cause  bigint not null,
  kind   smallint not null,
  id     uuid not null,
  primary key (tenant, cause),
  unique (tenant, kind, id)
);

create table change (
  tenant      integer not null,
  seq         bigint not null,
  at          bigint not null,
  directory   integer,
  op          smallint not null,
  kind        smallint,
  resource    bigint,
  edge_kind   smallint,
  to_resource bigint,
  cause       bigint not null,
  note        text,
  primary key (tenant, seq)
);

-- Accounts (user, admin) that are one human. parted: undone by hand, not to be joined again.
create table person (
  tenant     integer not null,
  resource   bigint not null,
  id         uuid not null,
  rule       text not null,
  confidence text not null,
  reason     text not null,
  parted     boolean not null default false,
  primary key (tenant, resource)
);
create index person_id on person (tenant, id);

-- Sync ----------------------------------------------------------------------------------------------------------------

create table run (
  tenant       integer not null,
  organization integer not null,
  run          bigint generated always as identity unique,
  id           uuid not null unique,
  mode         text not null,
  trigger      text not null,
  state        text not null,
  queued_at    bigint not null,
  started_at   bigint,
  ended_at     bigint,
  epoch        bigint,
  plan         text,
  counts       text not null default '{}',
  requests     bigint not null default 0,
  seconds      double precision not null default 0,
  hash         bytea,
  sequence     bigint,
  error        text,
  warnings     text not null default '[]',
  held         text,
  primary key (tenant, organization, run)
);
create index run_open on run (tenant, organization, state) where state in ('queued', 'running', 'held');

create table run_log (
  tenant integer not null,
  run    bigint not null,
  n      integer not null,
  at     bigint not null,
  level  text not null,
  text   text not null,
  kind   text,
  count  bigint,
  primary key (tenant, run, n)
);

-- Whether the run writes straight (the directory was empty at its start), and how far its apply is.
create table stage_plan (
  tenant   integer not null,
  run      bigint not null,
  straight boolean not null,
  counts   text not null,
  primary key (tenant, run)
);

-- A listing: of a kind (kind), or of an owner's edges (edge_kind, owner, owner_end 0 from, 1 to, other_kind).
-- known, digest: how many of the owner's current edges it showed, and the sum of their keys' hashes; lost: how many it did not.
-- detail: its edges stand in stage_edge one by one, because an earlier listing of the same owner missed some.
create table stage_listing (
  tenant     integer not null,
  run        bigint not null,
  listing    text not null,
  kind       smallint,
  edge_kind  smallint,
  owner      bigint,
  owner_end  smallint,
  other_kind smallint,
  tick       bigint not null,
  pages      integer not null,
  items      bigint not null,
  total      integer,
  complete   boolean not null,
  known      bigint not null default 0,
  lost       bigint not null default 0,
  digest     bytea,
  detail     boolean not null default false,
  primary key (tenant, run, listing)
);
create index stage_listing_owner on stage_listing (tenant, owner, run, edge_kind);

-- A committed page: a run resumes after the last one.
create table stage_page (
  tenant  integer not null,
  run     bigint not null,
  listing text not null,
  skip    integer not null,
  items   integer not null,
  primary key (tenant, run, listing, skip)
);

-- op: 0 as it is, 1 new or changed, 2 only volatile values or the raw form differ, 3 left out by the scope filter.
create table stage_resource (
  tenant   integer not null,
  run      bigint not null,
  kind     smallint not null,
  resource bigint not null,
  tick     bigint not null,
  op       smallint not null,
  primary key (tenant, run, kind, resource)
);
create index stage_resource_fresh on stage_resource (tenant, run, op, resource) where op <> 0;

create table stage_body (
  tenant        integer not null,
  run           bigint not null,
  resource      bigint not null,
  tick          bigint not null,
  raw_hash      bytea not null,
  hash          bytea not null,
  volatile      text,
  name          text,
  email         text,
  status        text not null,
  source_status text,
  active        boolean not null,
  f_name        text not null,
  f_user_name   text,
  f_email       text,
  f_external_id text,
  emails        text,
  attributes    text,
  raw           bytea,
  primary key (tenant, run, resource)
);

-- op: 0 done, 1 new, 2 as it is (only where an owner is listed in detail), 3 gone.
create table stage_edge (
  tenant        integer not null,
  run           bigint not null,
  kind          smallint not null,
  to_resource   bigint not null,
  from_resource bigint not null,
  from_kind     smallint not null,
  to_kind       smallint not null,
  tick          bigint not null,
  op            smallint not null,
  primary key (tenant, run, kind, to_resource, from_resource)
);

create index stage_edge_op on stage_edge (tenant, run, op, kind, to_resource, from_resource);

-- Objects the listings did not show and a read by id did not find.
create table stage_absent (
  tenant   integer not null,
  run      bigint not null,
  resource bigint not null,
  tick     bigint not null,
  primary key (tenant, run, resource)
);

-- The tick at which a read of the source begins: monotone in time over all nodes.
create sequence read_tick;

-- Event log -----------------------------------------------------------------------------------------------------------

create table event_cursor (
  tenant       integer not null,
  organization integer not null,
  position     bigint not null,
  checkpoint   bigint not null,
  query        text,
  search_after text,
  state        text,
  primary key (tenant, organization)
);

create table event (
  tenant       integer not null,
  organization integer not null,
  position     bigint not null,
  id           text not null,
  service      text,
  type         text,
  at           bigint not null,
  received_at  bigint not null,
  raw          bytea not null,
  primary key (tenant, organization, position),
  unique (tenant, organization, id)
);
create index event_at on event (tenant, organization, at);
