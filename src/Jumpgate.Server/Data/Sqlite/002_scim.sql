-- What a pushed directory is set to beyond its provider: JSON with the members that were set.
alter table scim_directory add column settings text not null default '{}';

-- One row for each write and each refusal of a SCIM client; the id of a write is also its cause.
create table scim_request (
  tenant      integer not null,
  directory   integer not null,
  id          text not null,
  at          integer not null,
  token       text not null,
  client      text,
  method      text not null,
  path        text not null,
  kind        integer,
  resource_id text,
  name        text,
  status      integer not null,
  scim_type   text,
  outcome     integer not null,
  detail      text,
  body        text,
  skipped     text,
  from_seq    integer,
  to_seq      integer,
  primary key (tenant, directory, id)
);

-- Reads are not recorded one by one: how many a token made in an hour.
create table scim_read (
  tenant    integer not null,
  directory integer not null,
  token     text not null,
  hour      integer not null,
  method    text not null,
  path      text not null,
  n         integer not null,
  last_at   integer not null,
  primary key (tenant, directory, token, hour, method, path)
) without rowid;
