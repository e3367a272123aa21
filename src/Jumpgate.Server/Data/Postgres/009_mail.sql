-- What the contact of a feed was told. seen: the state it was last found in (active, expired, refused, failed), since seen_at; told: the one the last mail was of. tries: mails
-- in a row that the mail server did not accept, since failed_at; fault: why; next_at: when the next is tried.
create table feed_alert (
  tenant    integer not null,
  feed      integer not null,
  seen      text not null,
  seen_at   bigint not null,
  told      text not null,
  tries     integer not null,
  failed_at bigint,
  next_at   bigint,
  fault     text,
  primary key (tenant, feed),
  foreign key (tenant, feed) references feed (tenant, feed) on delete cascade
);

-- told: what the contact was last told of the gap (ending, lost, closed); null: nothing.
alter table event_gap add column told text;
create index event_gap_told on event_gap (tenant, organization) where state <> 'closed' or told = 'ending';
