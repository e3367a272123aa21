import { Anchor, Button, Group, Skeleton, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { IconLayersLinked, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { directoriesQuery, organizationsQuery } from '../../api/queries';
import { usePollInterval } from '../../app/live';
import { useMay, useSession } from '../../app/session';
import { Ago } from '../../components/Ago';
import { Blank } from '../../components/Blank';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { useRowKeys, useSearchKey } from '../../components/keys';
import { StatusChip } from '../../components/StatusChip';
import { host } from '../../components/words';
import { text } from '../../text';
import { providerName } from '../Scim/state';
import { ProgressLine } from './Progress';
import { PushedDirectories } from './PushedDirectories';

const t = text.connections;

/** Every linked organization and every directory that is pushed; other products call this page Accounts. */
export function Page() {
  const { tenant } = useSession();
  const mayLink = useMay('link');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const asked = params.get('q') ?? '';
  const organizations = useQuery({ ...organizationsQuery(tenant), refetchInterval: usePollInterval(true) });
  const directories = useQuery({ ...directoriesQuery(tenant), refetchInterval: usePollInterval(true) });
  const search = useSearchKey();
  const rows = useRowKeys((id) => void navigate(`/connections/${id}`));

  const all = organizations.data ?? [];
  const pushed = (directories.data ?? []).filter((d) => d.scim);
  const words = asked.toLowerCase();
  const shown = all.filter((o) =>
    [o.name, o.organization.name ?? '', o.organization.id, o.console, o.status].some((v) =>
      v.toLowerCase().includes(words),
    ),
  );
  const shownPushed = pushed.filter((d) =>
    [d.name, providerName(d)].some((v) => v.toLowerCase().includes(words)),
  );
  const any = all.length + pushed.length > 0;
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          mayLink && (
            <>
              <Button
                component={Link}
                to="/connections/scim/new"
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
              >
                {text.scim.add}
              </Button>
              <Button component={Link} to="/connections/new" leftSection={<IconPlus size={16} aria-hidden />}>
                {t.add}
              </Button>
            </>
          )
        }
      />
      {organizations.isError && <Fault error={organizations.error} />}
      {directories.isError && !organizations.isError && <Fault error={directories.error} />}
      {(organizations.isPending || directories.isPending) && <Skeleton h={240} />}
      {organizations.isSuccess && directories.isSuccess && !any && (
        <Blank icon={<IconLayersLinked />} title={t.empty}>
          {mayLink ? t.emptyDetail : text.noRight.link}
        </Blank>
      )}
      {any && !directories.isPending && (
        <>
          <Group mb="sm" justify="space-between">
            <TextInput
              ref={search}
              w={320}
              maw="100%"
              leftSection={<IconSearch size={16} aria-hidden />}
              placeholder={t.search}
              aria-label={t.search}
              value={asked}
              onChange={(e) =>
                setParams(e.currentTarget.value ? { q: e.currentTarget.value } : {}, { replace: true })
              }
            />
            <Text c="dimmed" role="status">
              {t.count(shown.length + shownPushed.length)}
            </Text>
          </Group>
          <Stack gap="lg">
            {shown.length > 0 && (
              <section aria-label={t.organizations}>
                {pushed.length > 0 && (
                  <Title order={2} mb="xs">
                    {t.organizations}
                  </Title>
                )}
                <Table.ScrollContainer minWidth={800} className="surface">
                  <Table highlightOnHover aria-label={t.title}>
                    <Table.Thead>
                      <Table.Tr>
                        {[
                          t.columns.account,
                          t.columns.integration,
                          t.columns.type,
                          t.columns.status,
                          t.columns.connected,
                        ].map((label) => (
                          <Table.Th key={label}>{label}</Table.Th>
                        ))}
                        <Table.Th>{t.columns.synced}</Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody {...rows.body}>
                      {shown.map((o, i) => (
                        <Table.Tr key={o.id} {...rows.row(o.id, i === 0)}>
                          <Table.Td>
                            <Anchor component={Link} to={`/connections/${o.id}`} fw={500} tabIndex={-1}>
                              {o.name}
                            </Anchor>
                            <Text fz="sm" c="dimmed">
                              {o.organization.name && o.organization.name !== o.name
                                ? o.organization.name
                                : o.organization.id}
                            </Text>
                          </Table.Td>
                          <Table.Td>
                            JumpCloud
                            <Text fz="sm" c="dimmed">
                              {host(o.console)}
                            </Text>
                          </Table.Td>
                          <Table.Td>{t.types[o.type] ?? o.type}</Table.Td>
                          <Table.Td>
                            <Group gap="sm" wrap="nowrap">
                              <StatusChip status={o.status} live />
                              <ProgressLine progress={o.status === 'Syncing' ? o.progress : null} />
                            </Group>
                            {o.reasons[0] && o.reasons[0].severity !== 'info' && (
                              <Text fz="sm" c="dimmed" lineClamp={1}>
                                {o.reasons[0].title}
                              </Text>
                            )}
                          </Table.Td>
                          <Table.Td>
                            <Ago at={o.connectedAt} />
                          </Table.Td>
                          <Table.Td>
                            <Ago at={o.lastGoodSyncAt} />
                          </Table.Td>
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                </Table.ScrollContainer>
              </section>
            )}
            {shownPushed.length > 0 && (
              <section aria-label={text.scim.directories}>
                {all.length > 0 && (
                  <Title order={2} mb="xs">
                    {text.scim.directories}
                  </Title>
                )}
                <PushedDirectories directories={shownPushed} />
              </section>
            )}
          </Stack>
          {shown.length + shownPushed.length === 0 && <Blank icon={<IconSearch />} title={t.none} />}
        </>
      )}
    </>
  );
}
