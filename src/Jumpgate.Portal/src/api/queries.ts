import { queryOptions } from '@tanstack/react-query';
import { get, query } from './client';
import type { Change, Directory, Edge, Organization, Page, Region, Resource, SyncRun } from './types';

export interface CodeMeaning {
  code: string;
  status: number;
  title: string;
  fix: string;
  docs: string;
}

export const codesQuery = queryOptions({
  queryKey: ['codes'],
  staleTime: Infinity,
  queryFn: ({ signal }) => get<CodeMeaning[]>('/portal/codes', signal),
});

export const regionsQuery = queryOptions({
  queryKey: ['regions'],
  staleTime: Infinity,
  queryFn: ({ signal }) => get<Region[]>('/v1/regions', signal),
});

export const organizationsQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['organizations', tenant],
    queryFn: async ({ signal }) =>
      (await get<Page<Organization>>(`/v1/organizations?${query({ tenant, limit: 1000 })}`, signal)).items,
  });

export const organizationQuery = (id: string) =>
  queryOptions({
    queryKey: ['organization', id],
    queryFn: ({ signal }) => get<Organization>(`/v1/organizations/${id}`, signal),
  });

export const runsQuery = (organization: string, cursor: string | null) =>
  queryOptions({
    queryKey: ['runs', organization, cursor],
    queryFn: ({ signal }) =>
      get<Page<SyncRun>>(`/v1/organizations/${organization}/runs?${query({ limit: 25, cursor })}`, signal),
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['run', id],
    queryFn: ({ signal }) => get<SyncRun>(`/v1/runs/${id}`, signal),
  });

export const directoriesQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['directories', tenant],
    queryFn: async ({ signal }) =>
      (await get<Page<Directory>>(`/v1/directories?${query({ tenant, limit: 1000 })}`, signal)).items,
  });

export interface ResourceListing {
  directory: string;
  kind: string;
  q: string;
  sort: string;
  limit: number;
  cursor: string | null;
}

export const resourcesQuery = ({ directory, kind, ...asked }: ResourceListing) =>
  queryOptions({
    queryKey: ['resources', directory, kind, asked],
    queryFn: ({ signal }) =>
      get<Page<Resource>>(`/v1/directories/${directory}/${kind}?${query({ ...asked })}`, signal),
  });

export const resourceQuery = (directory: string, kind: string, id: string, raw = false) =>
  queryOptions({
    queryKey: ['resource', directory, kind, id, raw],
    queryFn: ({ signal }) =>
      get<Resource>(
        `/v1/directories/${directory}/${kind}/${id}?${query({ raw: raw || null, expand: 'person,notes' })}`,
        signal,
      ),
  });

export const edgesQuery = (directory: string, end: { from?: string; to?: string }, cursor: string | null) =>
  queryOptions({
    queryKey: ['edges', directory, end, cursor],
    queryFn: ({ signal }) =>
      get<Page<Edge>>(`/v1/directories/${directory}/edges?${query({ ...end, limit: 100, cursor })}`, signal),
  });

export const historyQuery = (directory: string, kind: string, id: string) =>
  queryOptions({
    queryKey: ['history', directory, kind, id],
    queryFn: ({ signal }) =>
      get<Page<Change>>(`/v1/directories/${directory}/${kind}/${id}/history?limit=100`, signal),
  });
