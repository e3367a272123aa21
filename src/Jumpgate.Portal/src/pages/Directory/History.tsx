import { Skeleton, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { historyQuery } from '../../api/queries';
import type { Change } from '../../api/types';
import { Ago } from '../../components/Ago';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { differences } from './differences';
import classes from './History.module.css';

const t = text.resource;

/** What happened to a resource, newest first, with what caused it. */
export function History({ directory, kind, id }: { directory: string; kind: string; id: string }) {
  const history = useQuery(historyQuery(directory, kind, id));
  if (history.isError) return <Fault error={history.error} />;
  if (history.isPending) return <Skeleton h={200} />;
  const changes = [...history.data.items].sort((a, b) => b.seq - a.seq);
  if (changes.length === 0) return <Text c="dimmed">{t.noHistory}</Text>;
  return (
    <Timeline bulletSize={12} lineWidth={2} active={changes.length}>
      {changes.map((change) => (
        <Timeline.Item key={change.seq} title={<Title change={change} here={id} />}>
          <Text fz="sm" c="dimmed">
            <Ago at={change.at} /> · {t.causes[change.cause?.kind ?? ''] ?? change.cause?.kind} ·{' '}
            {t.number(change.seq)}
          </Text>
          <Differences change={change} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

function Title({ change, here }: { change: Change; here: string }) {
  const what = t.ops[change.op] ?? change.op;
  if (!change.edge) return what;
  const out = change.edge.from.id === here;
  const other = out ? change.edge.to : change.edge.from;
  return `${what}: ${t.ties[out ? 'from' : 'to'][change.edge.kind] ?? change.edge.kind} ${other.name ?? other.remoteId ?? other.id}`;
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
            {d.before && <del>{d.before}</del>} {d.after && <ins>{d.after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
