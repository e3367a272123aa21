import { Anchor, Button, Group, Skeleton, Stack, Text, Timeline } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconLink, IconLinkOff, IconPencil, IconPlus, IconX, type Icon } from '@tabler/icons-react';
import { Link } from 'react-router';
import { query } from '../../api/client';
import { historyQuery } from '../../api/queries';
import type { Change, Directory } from '../../api/types';
import { Ago } from '../../components/Ago';
import { usePlaces } from '../../components/places';
import { Fault } from '../../components/ProblemAlert';
import { number } from '../../components/words';
import { text } from '../../text';
import { differences } from './differences';
import classes from './History.module.css';
import { kindOf } from './kinds';

const t = text.resource;

const looks: Record<string, [color: string, icon: Icon]> = {
  created: ['green', IconPlus],
  updated: ['blue', IconPencil],
  deleted: ['red', IconX],
  edge_added: ['green', IconLink],
  edge_removed: ['red', IconLinkOff],
};

/** What happened to a resource, newest first, with what caused it. */
export function History({ directory, kind, id }: { directory: Directory; kind: string; id: string }) {
  const placeOf = usePlaces();
  const history = useInfiniteQuery(historyQuery(directory.id, kind, id));
  if (history.isError) return <Fault error={history.error} />;
  if (history.isPending) return <Skeleton h={200} />;
  const changes = history.data.pages.flatMap((page) => page.items);
  if (changes.length === 0) return <Text c="dimmed">{t.noHistory}</Text>;
  return (
    <Stack gap="md">
      <Timeline bulletSize={22} lineWidth={2} active={changes.length}>
        {changes.map((change) => {
          const [color, Icon] = looks[change.op] ?? ['gray', IconPencil];
          return (
            <Timeline.Item
              key={change.seq}
              color={color}
              bullet={<Icon size={12} aria-hidden />}
              title={<Title change={change} directory={directory.id} here={id} />}
            >
              <Group gap={6} fz="sm" c="dimmed">
                <Ago at={change.at} />·<CausedBy change={change} organization={directory.organizationId} />·
                <Anchor
                  component={Link}
                  fz="sm"
                  to={placeOf(kind, query({ directory: directory.id, as_of: change.seq, open: id }))}
                  title={t.then}
                >
                  {t.number(number(change.seq))}
                </Anchor>
              </Group>
              <Differences change={change} />
            </Timeline.Item>
          );
        })}
      </Timeline>
      {history.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t.older}
        </Button>
      )}
    </Stack>
  );
}

/** What happened in a few words; the other end of a tie can be opened. */
function Title({ change, directory, here }: { change: Change; directory: string; here: string }) {
  const placeOf = usePlaces();
  if (!change.edge) return t.ops[change.op] ?? change.op;
  const what = change.op === 'edge_removed' ? t.tieEnded : t.tieBegan;
  const out = change.edge.from.id === here;
  const other = out ? change.edge.to : change.edge.from;
  return (
    <>
      {what(t.tie[out ? 'from' : 'to'][change.edge.kind] ?? change.edge.kind)}{' '}
      <Anchor
        component={Link}
        to={placeOf(kindOf(other.kind)?.route ?? 'users', query({ directory, open: other.id }))}
      >
        {other.name ?? other.remoteId ?? other.id}
      </Anchor>
    </>
  );
}

function CausedBy({ change, organization }: { change: Change; organization: string | null }) {
  const kind = change.cause?.kind ?? '';
  const words = t.causes[kind] ?? kind;
  if (!['sync_run', 'refresh'].includes(kind) || !change.cause?.id || organization === null) return words;
  return (
    <Anchor component={Link} fz="sm" to={`/connections/${organization}/sync?run=${change.cause.id}`}>
      {words}
    </Anchor>
  );
}

function Differences({ change }: { change: Change }) {
  if (change.op !== 'updated') return null;
  const found = differences(change.old, change.new);
  if (found.length === 0) return null;
  return (
    <dl className={classes.differences}>
      {found.map((d) => (
        <div key={d.path}>
          <dt>{d.label}</dt>
          <dd>
            {d.before === '' ? <span className={classes.none}>{t.empty}</span> : <del>{d.before}</del>}
            <span aria-hidden> → </span>
            {d.after === '' ? <span className={classes.none}>{t.empty}</span> : <ins>{d.after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
