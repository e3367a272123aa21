-- Application roles: the catalogue -----------------------------------------------------------------------------------

-- A removed role keeps its row, so that the past can name it.
create table app_role (
  tenant             integer not null references tenant,
  role               integer not null,
  id                 text not null unique,
  name               text not null,
  f_name             text not null,
  description        text,
  permissions        text not null default '[]',
  administrator_like integer not null default 0,
  position           integer not null,
  created_at         integer not null,
  updated_at         integer not null,
  removed_at         integer,
  primary key (tenant, role)
) without rowid;
create unique index app_role_name on app_role (tenant, f_name) where removed_at is null;

create table app_permission (
  tenant      integer not null references tenant,
  name        text not null,
  description text,
  primary key (tenant, name)
) without rowid;

-- Defaults of a tenant. stamp rises with every change that a mapping could notice.
create table app_role_catalogue (
  tenant  integer not null primary key references tenant,
  stamp   integer not null,
  creator integer,
  member  integer
) without rowid;

-- Mapping texts -------------------------------------------------------------------------------------------------------

create table role_mapping (
  tenant    integer not null,
  directory integer not null,
  version   integer not null,
  text      text not null,
  note      text,
  restores  integer,
  saved_by  text not null,
  saved_at  integer not null,
  primary key (tenant, directory, version)
) without rowid;

-- Which version holds, up to where the change log has been taken in, and, where the whole directory is to be calculated, up to which user that is done.
create table role_cursor (
  tenant    integer not null,
  directory integer not null,
  version   integer not null,
  seq       integer not null,
  scan      integer,
  shard     integer not null,
  primary key (tenant, directory)
) without rowid;
create index role_cursor_shard on role_cursor (shard, tenant);

-- Groups whose members are to be calculated, and up to which user that is done.
create table role_due (
  tenant    integer not null,
  directory integer not null,
  grp       integer not null,
  after     integer not null,
  primary key (tenant, directory, grp)
) without rowid;

-- A role from one sequence up to (not including) another; to_seq null: is now. why: the version of the mapping that gave it.
create table assigned_role (
  tenant    integer not null,
  resource  integer not null,
  role      integer not null,
  from_seq  integer not null,
  to_seq    integer,
  directory integer not null,
  why       integer not null,
  primary key (tenant, resource, role, from_seq)
) without rowid;
create index assigned_role_current on assigned_role (tenant, directory, role, resource) where to_seq is null;
create index assigned_role_history on assigned_role (tenant, directory, to_seq) where to_seq is not null;

-- Requests of SCIM clients that would have taken the last members out of a group through which an administrator-like role is given: they wait for a person.
create table held_request (
  tenant     integer not null,
  directory  integer not null,
  id         text not null,
  digest     text not null,
  state      text not null,
  method     text not null,
  body       blob not null,
  resource   text not null,
  name       text,
  roles      text not null,
  members    integer not null,
  at         integer not null,
  last_at    integer not null,
  repeats    integer not null default 0,
  token      text not null,
  client     text,
  decided_by text,
  decided_at integer,
  primary key (tenant, directory, id)
) without rowid;
create unique index held_request_open on held_request (tenant, directory, digest) where state = 'held';
