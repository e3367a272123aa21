import { Button, Group, Select, Skeleton, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconPlug, IconRefresh, IconSearch, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { Link, Navigate, useLocation, useParams, useSearchParams } from 'react-router';
import { directoriesQuery, resourcesQuery } from '../../api/queries';
import type { Directory } from '../../api/types';
import { news, useNews } from '../../app/news';
import { useSession } from '../../app/session';
import { Blank } from '../../components/Blank';
import { useSearchKey } from '../../components/keys';
import { PageHeader } from '../../components/PageHeader';
import { withParams } from '../../components/params';
import { Fault } from '../../components/ProblemAlert';
import { number } from '../../components/words';
import { text } from '../../text';
import { ColumnMenu } from './ColumnMenu';
import { useColumns } from './columns';
import { ExportButton } from './ExportButton';
import { kindOf, type ResourceKind } from './kinds';
import { Pager } from './Pager';
import { ResourceDrawer } from './ResourceDrawer';
import { ResourceTable } from './ResourceTable';

const t = text.directory;

/** One kind of resource of one directory. */
export function Page() {
  const kind = kindOf(useParams().kind);
  const { tenant } = useSession();
  const [params] = useSearchParams();
  const directories = useQuery(directoriesQuery(tenant));
  if (kind === undefined) return <Navigate to="/directory/users" replace />;
  const Icon = kind.icon;

  if (directories.isError || directories.isPending || directories.data.length === 0)
    return (
      <>
        <PageHeader title={kind.label} />
        {directories.isError && <Fault error={directories.error} />}
        {directories.isPending && <Skeleton h={480} />}
        {directories.data && (
          <Blank
            icon={<Icon />}
            title={t.noDirectory}
            action={
              <Button
                component={Link}
                to="/settings/integrations"
                leftSection={<IconPlug size={16} aria-hidden />}
              >
                {t.connect}
              </Button>
            }
          >
            {t.noDirectoryDetail}
          </Blank>
        )}
      </>
    );
  const all = directories.data;
  const directory = all.find((d) => d.id === params.get('directory')) ?? all[0];
  if (directory === undefined) return null;
  return (
    <Listing key={`${directory.id}/${kind.route}`} kind={kind} directory={directory} directories={all} />
  );
}

function Listing({
  kind,
  directory,
  directories,
}: {
  kind: ResourceKind;
  directory: Directory;
  directories: Directory[];
}) {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation() as { state: { trail?: (string | null)[] } | null };
  const asked = {
    directory: directory.id,
    kind: kind.route,
    q: params.get('q') ?? '',
    sort: params.get('sort') ?? 'name',
    limit: Math.min(Number(params.get('limit')) || 50, 1000),
    cursor: params.get('cursor'),
  };
  const resources = useQuery({ ...resourcesQuery(asked), placeholderData: keepPreviousData });
  const columns = useColumns(kind);
  const waiting = useNews(directory.id);
  const { refetch } = resources;
  const refresh = useCallback(() => {
    news.seen(directory.id);
    void refetch();
  }, [directory.id, refetch]);
  // What a fresh page shows is news no longer; and an empty list has nothing that could jump.
  const { cursor, q, sort, limit } = asked;
  useEffect(() => news.seen(directory.id), [directory.id, cursor, q, sort, limit]);
  const empty = resources.data?.items.length === 0;
  useEffect(() => {
    if (empty && waiting > 0) refresh();
  }, [empty, waiting, refresh]);
  const field = useSearchKey();
  const [typed, setTyped] = useState(asked.q);
  const search = useDebouncedCallback((q: string) => {
    setParams((p) => withParams(p, { q, cursor: null, page: null }), { replace: true });
  }, 250);

  function type(q: string) {
    setTyped(q);
    search(q);
  }

  const page = resources.data;
  const trail = state?.trail ?? [];
  const start = (Number(params.get('page')) || 1) * asked.limit - asked.limit;
  const total = page?.total ?? null;
  return (
    <>
      <PageHeader title={kind.label} lead={t.lead[kind.word]} />
      <Group mb="sm" justify="space-between">
        <Group gap="xs">
          <TextInput
            ref={field}
            w={320}
            maw="100%"
            value={typed}
            onChange={(event) => type(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || typed === '') return;
              event.stopPropagation();
              type('');
            }}
            placeholder={t.search(kind.label.toLowerCase())}
            aria-label={t.search(kind.label.toLowerCase())}
            aria-keyshortcuts="/"
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={
              typed && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-xs"
                  px={4}
                  onClick={() => type('')}
                  aria-label={t.clear}
                >
                  <IconX size={14} aria-hidden />
                </Button>
              )
            }
          />
          {directories.length > 1 && (
            <Select
              aria-label={t.directory}
              data={directories.map((d) => ({ value: d.id, label: d.name }))}
              value={directory.id}
              onChange={(id) =>
                setParams((p) => withParams(p, { directory: id, cursor: null, page: null, open: null }))
              }
            />
          )}
        </Group>
        <Group gap="xs">
          <Text c="dimmed" role="status" className="numeric" mr="xs">
            {total === null
              ? ''
              : t.count(number(total), total === 1 ? kind.one.toLowerCase() : kind.label.toLowerCase())}
          </Text>
          {waiting > 0 && !empty && (
            <Button
              variant="light"
              size="xs"
              onClick={refresh}
              leftSection={<IconRefresh size={14} aria-hidden />}
            >
              {t.news(number(waiting))}
            </Button>
          )}
          <ExportButton asked={asked} columns={columns.shown} name={`${directory.name}-${kind.route}`} />
          <ColumnMenu kind={kind} shown={columns.shown} onChange={columns.choose} />
        </Group>
      </Group>
      {resources.isError && <Fault error={resources.error} />}
      {(resources.isPending || page) && (
        <ResourceTable
          kind={kind}
          columns={columns.shown}
          items={page?.items}
          stale={resources.isPlaceholderData}
          sort={asked.sort}
          onSort={(sort) =>
            setParams((p) => withParams(p, { sort, cursor: null, page: null }), { replace: true })
          }
          onOpen={(id) => setParams((p) => withParams(p, { open: id, tab: null }))}
        />
      )}
      {page?.items.length === 0 &&
        (asked.q === '' ? (
          <Blank icon={<kind.icon />} title={t.none(kind.label.toLowerCase())}>
            {t.noneDetail}
          </Blank>
        ) : (
          <Blank
            icon={<IconSearch />}
            title={t.noMatch(asked.q)}
            action={
              <Button variant="default" onClick={() => type('')}>
                {t.clear}
              </Button>
            }
          />
        ))}
      {page && (
        <Pager
          start={start}
          count={page.items.length}
          total={total}
          limit={asked.limit}
          next={page.next}
          first={asked.cursor === null}
          onLimit={(limit) =>
            setParams((p) => withParams(p, { limit: String(limit), cursor: null, page: null }))
          }
          onNext={() =>
            setParams((p) => withParams(p, { cursor: page.next, page: String(start / asked.limit + 2) }), {
              state: { trail: [...trail, asked.cursor] },
            })
          }
          onPrevious={() =>
            setParams(
              (p) =>
                withParams(p, {
                  cursor: trail.at(-1) ?? null,
                  page: trail.length > 1 ? String(start / asked.limit) : null,
                }),
              { state: { trail: trail.slice(0, -1) } },
            )
          }
        />
      )}
      <ResourceDrawer
        directory={directory}
        kind={kind}
        id={params.get('open')}
        tab={params.get('tab') ?? 'attributes'}
        onTab={(tab) => setParams((p) => withParams(p, { tab }), { replace: true, state })}
        onClose={() => setParams((p) => withParams(p, { open: null, tab: null }), { state })}
      />
    </>
  );
}
