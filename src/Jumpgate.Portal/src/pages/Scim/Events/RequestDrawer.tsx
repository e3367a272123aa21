import { Alert, Badge, Code, Drawer, Group, List, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertCircle, IconHandStop } from '@tabler/icons-react';
import { changesQuery, requestQuery } from '../../../api/queries';
import type { Change, Directory, ScimRequest } from '../../../api/types';
import { useMay } from '../../../app/session';
import { CopyId } from '../../../components/CopyId';
import { Fact, Facts } from '../../../components/Facts';
import { Fault } from '../../../components/ProblemAlert';
import { StatusChip } from '../../../components/StatusChip';
import { exact, number } from '../../../components/words';
import { text } from '../../../text';
import { differences } from '../../Directory/differences';

const t = text.requests;

interface RequestDrawerProps {
  directory: Directory;
  id: string | null;
  onClose(): void;
}

/** One request: what came, what it changed, what was refused and why. */
export function RequestDrawer({ directory, id, onClose }: RequestDrawerProps) {
  const request = useQuery({ ...requestQuery(directory.id, id ?? ''), enabled: id !== null });
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={t.one}
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      {request.isPending && <Skeleton h={320} />}
      {request.isError && <Fault error={request.error} />}
      {request.data && <Detail directory={directory} request={request.data} />}
    </Drawer>
  );
}

function Detail({ directory, request: r }: { directory: Directory; request: ScimRequest }) {
  const mayRaw = useMay('raw');
  return (
    <Stack gap="lg">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Badge variant="default" radius="sm">
            {r.method}
          </Badge>{' '}
          <span className="mono" style={{ overflowWrap: 'anywhere' }}>
            {r.path}
          </span>
          {r.resource && (
            <Title order={2} style={{ overflowWrap: 'anywhere' }}>
              {r.resource.name ?? r.resource.id}
            </Title>
          )}
        </div>
        <StatusChip status={r.outcome} label={t.outcomes[r.outcome]} />
      </Group>
      {r.detail && (
        <Alert
          color={r.outcome === 'held' ? 'yellow' : 'red'}
          icon={r.outcome === 'held' ? <IconHandStop aria-hidden /> : <IconAlertCircle aria-hidden />}
          title={r.outcome === 'held' ? t.held : t.why}
        >
          {r.detail}
        </Alert>
      )}
      <Facts>
        <Fact label={t.facts.at}>{exact(r.at)}</Fact>
        <Fact label={t.facts.answer}>
          {r.status} {r.scimType && <span className="mono">{r.scimType}</span>}
        </Fact>
        <Fact label={t.facts.token}>
          {r.token.suffix === null ? t.goneToken : <span className="mono">…{r.token.suffix}</span>}
        </Fact>
        <Fact label={t.facts.changes}>
          {r.changes ? t.changes(number(r.changes.from), number(r.changes.to)) : t.noChanges}
        </Fact>
        {r.client && <Fact label={t.facts.client}>{r.client}</Fact>}
        <Fact label={t.facts.id}>
          <CopyId value={r.id} label={t.facts.id} />
        </Fact>
      </Facts>
      {r.skipped.length > 0 && (
        <section aria-label={t.skipped}>
          <Title order={3}>{t.skipped}</Title>
          <List fz="sm">
            {r.skipped.map((what) => (
              <List.Item key={what}>{what}</List.Item>
            ))}
          </List>
        </section>
      )}
      {r.outcome === 'unchanged' && <Text c="dimmed">{t.noChange}</Text>}
      {r.changes && mayRaw && <Changed directory={directory} from={r.changes.from} to={r.changes.to} />}
      <section aria-label={t.body}>
        <Title order={3}>{t.body}</Title>
        {r.body === null ? (
          <Text c="dimmed">{t.noBody}</Text>
        ) : (
          <>
            <Text c="dimmed" fz="sm" mb="xs">
              {t.bodyHint}
            </Text>
            <Code block tabIndex={0} aria-label={t.body} style={{ maxHeight: '50vh', overflow: 'auto' }}>
              {pretty(r.body)}
            </Code>
          </>
        )}
      </section>
    </Stack>
  );
}

function Changed({ directory, from, to }: { directory: Directory; from: number; to: number }) {
  const changes = useQuery(changesQuery(directory, from, to));
  if (changes.isError) return <Fault error={changes.error} />;
  if (changes.isPending) return <Skeleton h={80} />;
  return (
    <section aria-label={t.changed}>
      <Title order={3}>{t.changed}</Title>
      <List fz="sm" spacing={4}>
        {changes.data.map((change) => (
          <List.Item key={change.seq}>{words(change)}</List.Item>
        ))}
      </List>
    </section>
  );
}

/** A change in one line. */
function words(change: Change): string {
  const { edge, op } = change;
  if (edge) {
    const tie = text.resource.tie.to[edge.kind] ?? edge.kind;
    const what = op === 'edge_removed' ? text.resource.tieEnded(tie) : text.resource.tieBegan(tie);
    return `${what} ${edge.from.name ?? edge.from.id} · ${edge.to.name ?? edge.to.id}`;
  }
  const found = op === 'updated' ? differences(change.old, change.new) : [];
  const fields = found.map(
    (d) => `${d.label} ${d.before || text.resource.empty} → ${d.after || text.resource.empty}`,
  );
  return [`${text.resource.ops[op] ?? op}: ${change.name ?? change.id ?? ''}`, ...fields].join(' · ');
}

/** A body that was cut is no JSON any more and is shown as it is. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
