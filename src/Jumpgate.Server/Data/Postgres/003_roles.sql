-- Application roles: the catalogue -----------------------------------------------------------------------------------

-- A removed role keeps its row, so that the past can name it.
create table app_role (
  tenant             integer not null references tenant,
  role               bigint not null,
  id                 uuid not null unique,
  name               text not null,
  f_name             text collate "C" not null,
  description        text,
  permissions        text not null default '[]',
  administrator_like boolean not null default false,
  position           integer not null,
  created_at         bigint not null,
  updated_at         bigint not null,
  removed_at         bigint,
  primary key (tenant, role)
);
create unique index app_role_name on app_role (tenant, f_name) where removed_at is null;

create table app_permission (
  tenant      integer not null references tenant,
  name        text collate "C" not null,
  description text,
  primary key (tenant, name)
);

-- Defaults of a tenant. stamp rises with every change that a mapping could notice.
create table app_role_catalogue (
  tenant  integer not null primary key references tenant,
  stamp   bigint not null,
  creator bigint,
  member  bigint
);

-- Mapping texts -------------------------------------------------------------------------------------------------------

create table role_mapping (
  tenant    integer not null,
  directory integer not null,
  version   integer not null,
  text      text not null,
  note      text,
  restores  integer,
  saved_by  text not null,
  saved_at  bigint not null,
  primary key (tenant, directory, version)
);

-- Which version holds, up to where the change log has been taken in, and, where the whole directory is to be calculated, up to which user that is done.
create table role_cursor (
  tenant    integer not null,
  directory integer not null,
  version   integer not null,
  seq       bigint not null,
  scan      bigint,
  shard     smallint not null,
  primary key (tenant, directory)
);
create index role_cursor_shard on role_cursor (shard, tenant);

-- Groups whose members are to be calculated, and up to which user that is done.
create table role_due (
  tenant    integer not null,
  directory integer not null,
  grp       bigint not null,
  after     bigint not null,
  primary key (tenant, directory, grp)
);

-- A role from one sequence up to (not including) another; to_seq null: is now. why: the version of the mapping that gave it.
create table assigned_role (
  tenant    integer not null,
  resource  bigint not null,
  role      bigint not null,
  from_seq  bigint not null,
  to_seq    bigint,
  directory integer not null,
  why       integer not null,
  primary key (tenant, resource, role, from_seq)
);
create index assigned_role_current on assigned_role (tenant, directory, role, resource) where to_seq is null;
create index assigned_role_history on assigned_role (tenant, directory, to_seq) where to_seq is not null;

-- Requests of SCIM clients that would have taken the last members out of a group through which an administrator-like role is given: they wait for a person.
create table held_request (
  tenant     integer not null,
  directory  integer not null,
  id         uuid not null,
  digest     text not null,
  state      text not null,
  method     text not null,
  body       bytea not null,
  resource   text not null,
  name       text,
  roles      text not null,
  members    bigint not null,
  at         bigint not null,
  last_at    bigint not null,
  repeats    integer not null default 0,
  token      uuid not null,
  client     text,
  decided_by text,
  decided_at bigint,
  primary key (tenant, directory, id)
);
create unique index held_request_open on held_request (tenant, directory, digest) where state = 'held';
