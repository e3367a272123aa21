-- Times are Unix milliseconds.

-- Where changes are sent, and how. position: the log up to here is shared out to the endpoint's lanes.
-- secret: the one that signs; old_secret signs beside it until old_until.
create table webhook (
  tenant           integer not null references tenant,
  webhook          integer generated always as identity,
  id               uuid not null unique,
  name             text not null,
  url              text,
  events           text not null,
  directories      text,
  ordered          boolean not null default true,
  format           text not null,
  delivery         text not null,
  issuer           text not null,
  audience         text not null,
  enabled          boolean not null default true,
  disabled_reason  text,
  secret           bytea not null,
  suffix           text not null,
  old_secret       bytea,
  old_until        bigint,
  position         bigint not null,
  shard            smallint not null,
  created_by       text not null,
  created_at       bigint not null,
  version          integer not null default 1,
  primary key (tenant, webhook)
);
create index webhook_shard on webhook (shard, enabled);

-- Delivery ------------------------------------------------------------------------------------------------------------

-- What an endpoint gets of one directory, in order (directory 0: of none, or in a replay of all). Everything up to cursor is done; up to
-- head there is something to look at. next_at null: nothing to do, or it waits: paused for a person, held for the end of a first load.
-- event, tries: the sequence behind the cursor that was not taken, and how often it was tried. replay 0: the live lane.
create table lane (
  tenant    integer not null,
  webhook   integer not null,
  directory integer not null,
  replay    bigint not null,
  cursor    bigint not null,
  head      bigint not null,
  event     bigint,
  tries     smallint not null default 0,
  next_at   bigint,
  paused    boolean not null default false,
  held      boolean not null default false,
  primary key (tenant, webhook, directory, replay),
  foreign key (tenant, webhook) references webhook (tenant, webhook) on delete cascade
);
create index lane_due on lane (next_at) where next_at is not null;

-- One event for one endpoint: how its last attempt ended. state: 1 success, 2 retrying, 3 failed, 4 skipped, 5 acknowledged by polling.
-- next_at: of an unordered endpoint, when it is tried again. attempts: JSON objects, comma-separated. No body is kept.
create table delivery (
  tenant    integer not null,
  webhook   integer not null,
  seq       bigint not null,
  directory integer not null,
  type      text not null,
  state     smallint not null,
  tries     smallint not null,
  at        bigint not null,
  status    integer,
  ms        integer not null,
  error     text,
  next_at   bigint,
  attempts  text not null,
  primary key (tenant, webhook, seq),
  foreign key (tenant, webhook) references webhook (tenant, webhook) on delete cascade
);
create index delivery_due on delivery (next_at) where next_at is not null;
create index delivery_state on delivery (tenant, webhook, state, seq) where state <> 1;
create index delivery_at on delivery (tenant, at);

-- The first load of a directory, during which nothing of it is delivered. ready: sequence of its end; null: not over.
create table first_load (
  tenant    integer not null,
  directory integer not null,
  ready     bigint,
  primary key (tenant, directory),
  foreign key (tenant, directory) references directory (tenant, directory) on delete cascade
);

-- What is there already had its first load.
insert into first_load (tenant, directory, ready)
select d.tenant, d.directory, 0 from directory d
where exists (select 1 from directory_count c where c.tenant = d.tenant and c.directory = d.directory and c.n > 0);

-- Keys that sign security event tokens (ES256). retired_at: signs no more, still published.
create table signing_key (
  tenant     integer not null references tenant,
  kid        text not null,
  key        bytea not null,
  created_at bigint not null,
  retired_at bigint,
  primary key (tenant, kid)
);
