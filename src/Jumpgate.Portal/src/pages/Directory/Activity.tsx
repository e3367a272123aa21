import { Stack, Table, Text, Title } from '@mantine/core';
import type { Resource } from '../../api/types';
import { Ago } from '../../components/Ago';
import { Fact, Facts } from '../../components/Facts';
import { text } from '../../text';

const t = text.activity;

/** When a person signed in last and to what, or when an application was used last and by whom. */
export function Activity({ resource: r }: { resource: Resource }) {
  if (!r.activity) return null;
  const { lastLoginAt, with: others } = r.activity;
  const title = t.with[r.kind] ?? t.columns.name;
  return (
    <Stack gap="xs" component="section" aria-label={t.title}>
      <Facts>
        <Fact label={r.kind === 'application' ? t.lastUsed : t.lastLogin}>
          {lastLoginAt === null ? (
            <>
              {t.none}
              <Text fz="sm" c="dimmed">
                {t.noneDetail}
              </Text>
            </>
          ) : (
            <Ago at={lastLoginAt} />
          )}
        </Fact>
      </Facts>
      {others.length > 0 && (
        <>
          <Title order={3}>{title}</Title>
          <Table aria-label={title} verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th pl={0}>{t.columns.name}</Table.Th>
                <Table.Th pr={0} ta="right">
                  {t.columns.at}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {others.map((other) => (
                <Table.Tr key={`${other.kind} ${other.remoteId}`}>
                  <Table.Td pl={0}>
                    {other.name ?? <span className="mono">{other.remoteId}</span>}
                    {other.id === null && (
                      <Text span fz="sm" c="dimmed" ml="xs">
                        {t.gone}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td pr={0} ta="right">
                    <Ago at={other.at} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </Stack>
  );
}
