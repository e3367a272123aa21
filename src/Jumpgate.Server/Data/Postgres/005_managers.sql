-- Users of pushed directories whose manager is not there yet: named is the hash of what names it.
create table awaited_manager (
  tenant    integer not null,
  directory integer not null,
  resource  bigint not null,
  named     bytea not null,
  primary key (tenant, directory, resource)
);
create index awaited_manager_named on awaited_manager (tenant, directory, named);
