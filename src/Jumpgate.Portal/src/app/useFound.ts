import { useQueries, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { codesQuery, directoriesQuery, organizationsQuery, resourcesQuery } from '../api/queries';
import { kindOf, type ResourceKind } from '../pages/Directory/kinds';
import { text } from '../text';
import { navigation } from './navigation';
import { useSession } from './session';

export interface Found {
  group: string;
  label: string;
  detail?: string;
  to: string;
}

const searched = ['user', 'group', 'device'].map(kindOf).filter((k): k is ResourceKind => k !== undefined);
const most = 5;

/** The way to a page through the menu, as people write it: `Data > Data Feeds`. */
function pathOf({ label, under }: { label: string; under?: string }): string {
  return under === undefined ? label : `${under} > ${label}`;
}

/** What a few letters lead to: pages and connections at once, resources as the server finds them. */
export function useFound(words: string): { found: Found[]; searching: boolean } {
  const { tenant } = useSession();
  const [params] = useSearchParams();
  const q = words.trim().toLowerCase();
  const organizations = useQuery(organizationsQuery(tenant));
  const directories = useQuery(directoriesQuery(tenant));
  const codes = useQuery(codesQuery);
  const directory =
    directories.data?.find((d) => d.id === params.get('directory'))?.id ?? directories.data?.[0]?.id;
  const resources = useQueries({
    queries: searched.map((kind) => ({
      ...resourcesQuery({
        directory: directory ?? '',
        kind: kind.route,
        q,
        filter: '',
        sort: 'name',
        limit: most,
        cursor: null,
        as_of: '',
      }),
      enabled: directory !== undefined && q.length >= 2,
    })),
  });

  const pages = navigation
    .flatMap((group) => group.entries.map((entry) => ({ ...entry, under: group.label })))
    .filter((entry) => pathOf(entry).toLowerCase().includes(q))
    .map((entry): Found => ({ group: text.search.pages, label: entry.label, to: entry.to }));
  const connections = (organizations.data ?? [])
    .filter((o) => q !== '' && [o.name, o.organization.id].some((v) => v.toLowerCase().includes(q)))
    .slice(0, most)
    .map((o): Found => ({
      group: text.search.connections,
      label: o.name,
      detail: o.status,
      to: `/connections/${o.id}`,
    }));
  const pushed = (directories.data ?? [])
    .filter((d) => d.scim && q !== '' && d.name.toLowerCase().includes(q))
    .slice(0, most)
    .map((d): Found => ({
      group: text.search.connections,
      label: d.name,
      detail: text.scim.title,
      to: `/connections/scim/${d.id}`,
    }));
  const people = searched.flatMap((kind, i) =>
    (q.length < 2 ? [] : (resources[i]?.data?.items ?? [])).map((r): Found => ({
      group: kind.label,
      label: r.name ?? r.remoteId,
      detail: r.email ?? undefined,
      to: `/directory/${kind.route}?directory=${directory}&open=${r.id}`,
    })),
  );
  const meanings = (codes.data ?? [])
    .filter((c) => q.length >= 3 && c.code.includes(q.replaceAll(' ', '_')))
    .slice(0, most)
    .map((c): Found => ({
      group: text.search.codes,
      label: c.code,
      detail: c.title,
      to: `/help/codes#${c.code}`,
    }));
  return {
    found: [...pages, ...connections, ...pushed, ...people, ...meanings],
    searching: resources.some((r) => r.isFetching),
  };
}
