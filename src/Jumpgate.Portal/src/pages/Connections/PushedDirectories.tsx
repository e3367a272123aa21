import { Anchor, Table } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import type { Directory } from '../../api/types';
import { Ago } from '../../components/Ago';
import { useRowKeys } from '../../components/keys';
import { StatusChip } from '../../components/StatusChip';
import { number } from '../../components/words';
import { text } from '../../text';
import { directoryState, lastRequest, providerName } from '../Scim/state';

const t = text.scim;

/** One row per directory that is pushed. */
export function PushedDirectories({ directories }: { directories: Directory[] }) {
  const navigate = useNavigate();
  const rows = useRowKeys((id) => void navigate(`/connections/scim/${id}`));
  return (
    <Table.ScrollContainer minWidth={800} className="surface">
      <Table highlightOnHover aria-label={t.directories}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t.columns.name}</Table.Th>
            <Table.Th>{t.columns.provider}</Table.Th>
            <Table.Th>{t.columns.status}</Table.Th>
            <Table.Th ta="right">{t.columns.users}</Table.Th>
            <Table.Th ta="right">{t.columns.groups}</Table.Th>
            <Table.Th>{t.columns.last}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...rows.body}>
          {directories.map((d, i) => (
            <Table.Tr key={d.id} {...rows.row(d.id, i === 0)} className="numeric">
              <Table.Td>
                <Anchor component={Link} to={`/connections/scim/${d.id}`} fw={500} tabIndex={-1}>
                  {d.name}
                </Anchor>
              </Table.Td>
              <Table.Td>{providerName(d)}</Table.Td>
              <Table.Td>
                <StatusChip {...directoryState(d)} />
              </Table.Td>
              <Table.Td ta="right">{number(d.counts.user ?? 0)}</Table.Td>
              <Table.Td ta="right">{number(d.counts.group ?? 0)}</Table.Td>
              <Table.Td>
                <Ago at={lastRequest(d)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
