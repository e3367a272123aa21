import { Button, Group, Select, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconRefresh, IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect } from 'react';
import { ApiError } from '../../api/client';
import { resourcesQuery } from '../../api/queries';
import type { Directory } from '../../api/types';
import { useIsLive } from '../../app/live';
import { news, useNews } from '../../app/news';
import { Blank } from '../../components/Blank';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { number } from '../../components/words';
import { text } from '../../text';
import { ColumnMenu } from './ColumnMenu';
import { useColumns } from './columns';
import { ExportButton } from './ExportButton';
import { FilterMenu } from './FilterMenu';
import type { ResourceKind } from './kinds';
import { useListing } from './useListing';
import { MomentMenu, MomentNotice } from './MomentMenu';
import { Pager } from './Pager';
import { ResourceDrawer } from './ResourceDrawer';
import { ResourceTable } from './ResourceTable';
import { SearchField } from './SearchField';
import { ViewMenu } from './ViewMenu';

const t = text.directory;

interface ListingProps {
  kind: ResourceKind;
  directory: Directory;
  directories: Directory[];
  /** What an empty list says on a page that has a header of its own. */
  empty?: { title: string; detail: string };
}

/** The list of a kind, searched, filtered, sorted and paged by the server, with the drawer beside it. */
export function Listing({ kind, directory, directories, empty }: ListingProps) {
  const list = useListing(kind, directory);
  const { asked } = list;
  const live = useIsLive();
  const resources = useQuery({
    ...resourcesQuery(asked),
    placeholderData: keepPreviousData,
    // Without the stream nobody tells of news: the first page is asked for again.
    refetchInterval: live || asked.cursor !== null ? false : 5_000,
  });
  const columns = useColumns(kind);
  const past = asked.as_of !== '';
  const { waiting, refresh } = useWaiting(
    directory.id,
    asked,
    resources.refetch,
    resources.data?.items.length === 0,
  );
  const page = resources.data;
  const total = page?.total ?? null;
  const plural = kind.label.toLowerCase();
  const narrowed = asked.q !== '' || asked.filter !== '';
  const fault = resources.error instanceof ApiError ? resources.error : null;
  const atFilter = fault?.problem.code === 'invalid_filter' ? fault : null;
  const clear = () => list.ask({ q: null, status: null, filter: null });

  return (
    <>
      {empty === undefined && <PageHeader title={kind.label} lead={t.lead[kind.word]} />}
      <Group mb="sm" justify="space-between">
        <Group gap="xs">
          <SearchField label={t.search(plural)} value={asked.q} onChange={(q) => list.ask({ q })} />
          {directories.length > 1 && (
            <Select
              aria-label={t.directory}
              data={directories.map((d) => ({ value: d.id, label: d.name }))}
              value={directory.id}
              onChange={(id) => list.ask({ directory: id, open: null }, false)}
            />
          )}
        </Group>
        <Group gap="xs">
          <Text c="dimmed" role="status" className="numeric" mr="xs">
            {total === null ? '' : t.count(number(total), total === 1 ? kind.one.toLowerCase() : plural)}
          </Text>
          {waiting > 0 && !past && page?.items.length !== 0 && (
            <Button
              variant="light"
              size="xs"
              onClick={refresh}
              leftSection={<IconRefresh size={14} aria-hidden />}
            >
              {t.news(number(waiting))}
            </Button>
          )}
          <FilterMenu
            status={list.status}
            filter={list.filter}
            fault={atFilter?.problem.detail ?? undefined}
            onChange={(values) => list.ask(values, false)}
          />
          <ViewMenu route={kind.route} params={list.params} />
          <MomentMenu asOf={asked.as_of} onChange={(as_of) => list.ask({ as_of }, false)} />
          <ColumnMenu kind={kind} shown={columns.shown} onChange={columns.choose} />
          <ExportButton asked={asked} columns={columns.shown} name={`${directory.name}-${kind.route}`} />
        </Group>
      </Group>
      {past && <MomentNotice asOf={asked.as_of} onNow={() => list.ask({ as_of: null }, false)} />}
      {resources.isError && <Fault error={resources.error} />}
      {(resources.isPending || (page && !resources.isError)) && (
        <ResourceTable
          kind={kind}
          columns={columns.shown}
          items={page?.items}
          stale={resources.isPlaceholderData}
          sort={asked.sort}
          onSort={(sort) => list.ask({ sort })}
          onOpen={list.open}
        />
      )}
      {page?.items.length === 0 && !resources.isError && (
        <Blank
          icon={narrowed ? <IconSearch /> : <kind.icon />}
          title={narrowed ? t.noMatch(asked.q) : (empty?.title ?? t.none(plural))}
          action={
            narrowed && (
              <Button variant="default" onClick={clear}>
                {asked.filter === '' ? t.clear : t.clearAll}
              </Button>
            )
          }
        >
          {narrowed ? null : past ? t.noneThen : (empty?.detail ?? t.noneDetail)}
        </Blank>
      )}
      {page && !resources.isError && (
        <Pager
          start={list.start}
          count={page.items.length}
          total={total}
          limit={asked.limit}
          next={page.next}
          first={asked.cursor === null}
          onLimit={(limit) => list.ask({ limit: String(limit) }, false)}
          onNext={() => list.next(page.next, list.start / asked.limit + 2)}
          onPrevious={() => list.previous(list.start / asked.limit)}
        />
      )}
      <ResourceDrawer
        directory={directory}
        kind={kind}
        id={list.params.get('open')}
        asOf={asked.as_of}
        tab={list.params.get('tab') ?? 'attributes'}
        onTab={(tab) => list.open(list.params.get('open'), tab, true)}
        onClose={() => list.open(null)}
      />
    </>
  );
}

/** Changes wait until a person asks for them; only an empty list, which cannot jump, takes them at once. */
function useWaiting(directory: string, asked: object, refetch: () => Promise<unknown>, empty: boolean) {
  const waiting = useNews(directory);
  const refresh = useCallback(() => {
    news.seen(directory);
    void refetch();
  }, [directory, refetch]);
  const question = JSON.stringify(asked);
  useEffect(() => news.seen(directory), [directory, question]);
  useEffect(() => {
    if (empty && waiting > 0) refresh();
  }, [empty, waiting, refresh]);
  return { waiting, refresh };
}
