import { Badge, Button, Group, Select, Skeleton, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconSearch, IconTransfer } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { requestsQuery } from '../../../api/queries';
import type { Directory, ScimRequest } from '../../../api/types';
import { usePollInterval } from '../../../app/live';
import { Ago } from '../../../components/Ago';
import { Blank } from '../../../components/Blank';
import { useRowKeys } from '../../../components/keys';
import { withParams } from '../../../components/params';
import { Fault } from '../../../components/ProblemAlert';
import { StatusChip } from '../../../components/StatusChip';
import { text } from '../../../text';
import { SearchField } from '../../Directory/SearchField';
import { RequestDrawer } from './RequestDrawer';

const t = text.requests;

/** Writes and refusals of the client, newest first. */
export function RequestList({ directory }: { directory: Directory }) {
  const [params, setParams] = useSearchParams();
  const ask = (values: Record<string, string | null>) =>
    setParams((p) => withParams(p, values), { replace: true });
  const asked = { text: params.get('q') ?? '', outcome: params.get('outcome') ?? '' };
  const requests = useInfiniteQuery({
    ...requestsQuery(directory.id, asked),
    refetchInterval: usePollInterval(true),
  });
  const rows = useRowKeys((id) => setParams((p) => withParams(p, { request: id })));
  const list = requests.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = asked.text !== '' || asked.outcome !== '';
  return (
    <>
      <Group gap="xs">
        <SearchField label={t.search} value={asked.text} onChange={(q) => ask({ q })} />
        <Select
          aria-label={t.outcome}
          data={[
            { value: '', label: t.anyOutcome },
            ...Object.entries(t.outcomes).map(([value, label]) => ({ value, label })),
          ]}
          value={asked.outcome}
          onChange={(outcome) => ask({ outcome })}
        />
      </Group>
      {requests.isError && <Fault error={requests.error} />}
      {requests.isPending && <Skeleton h={320} />}
      {requests.isSuccess && list.length === 0 && (
        <Blank
          icon={narrowed ? <IconSearch /> : <IconTransfer />}
          title={narrowed ? t.noMatch : t.none}
          action={
            narrowed && (
              <Button variant="default" onClick={() => ask({ q: null, outcome: null })}>
                {t.clear}
              </Button>
            )
          }
        >
          {narrowed ? null : t.noneDetail}
        </Blank>
      )}
      {list.length > 0 && (
        <Table.ScrollContainer minWidth={820} className="surface">
          <Table highlightOnHover aria-label={t.title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.columns.outcome}</Table.Th>
                <Table.Th>{t.columns.request}</Table.Th>
                <Table.Th>{t.columns.about}</Table.Th>
                <Table.Th ta="right">{t.columns.status}</Table.Th>
                <Table.Th>{t.columns.at}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody {...rows.body}>
              {list.map((request, i) => (
                <Row key={request.id} request={request} row={rows.row(request.id, i === 0)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {requests.hasNextPage && (
        <Group>
          <Button
            variant="default"
            size="xs"
            loading={requests.isFetchingNextPage}
            onClick={() => void requests.fetchNextPage()}
          >
            {t.more}
          </Button>
        </Group>
      )}
      <RequestDrawer
        directory={directory}
        id={params.get('request')}
        onClose={() => setParams((p) => withParams(p, { request: null }))}
      />
    </>
  );
}

function Row({ request: r, row }: { request: ScimRequest; row: object }) {
  return (
    <Table.Tr {...row}>
      <Table.Td>
        <StatusChip status={r.outcome} label={t.outcomes[r.outcome]} />
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <Badge variant="default" radius="sm" mr="xs">
          {r.method}
        </Badge>
        <span className="mono">{shortPath(r.path)}</span>
      </Table.Td>
      <Table.Td>
        {r.resource && (
          <>
            {r.resource.name ?? r.resource.id}{' '}
            <Text span fz="sm" c="dimmed">
              {t.kinds[r.resource.kind] ?? r.resource.kind}
            </Text>
          </>
        )}
        {r.detail && (
          <Text fz="sm" c="dimmed" lineClamp={1}>
            {r.detail}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" className="numeric">
        {r.status}
      </Table.Td>
      <Table.Td>
        <Ago at={r.at} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Ids in a path say little in a list. */
function shortPath(path: string): string {
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]{18,27}([0-9a-f]{4})/gi, '…$1');
}
