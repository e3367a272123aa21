import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, query } from './client';
import type {
  AppRole,
  AppRoleDefaults,
  Change,
  Directory,
  DriftReport,
  Edge,
  Organization,
  Page,
  PortalSession,
  Region,
  Resource,
  RoleMappingText,
  ScimRequest,
  ScimToken,
  SyncRun,
  UserRoles,
  Webhook,
  WebhookDelivery,
  WebhookLane,
} from './types';

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

/** Links by which somebody may still connect an organization. */
export const setupLinksQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['setup-links', tenant],
    queryFn: async ({ signal }) =>
      (
        await get<Page<PortalSession>>(`/v1/portal-sessions?${query({ tenant, limit: 1000 })}`, signal)
      ).items.filter(
        (link) =>
          link.revokedAt === null && link.organization === null && Date.parse(link.expiresAt) > Date.now(),
      ),
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

export const directoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['directories', 'one', id],
    queryFn: ({ signal }) => get<Directory>(`/v1/directories/${id}`, signal),
  });

/** Bearer tokens of a pushed directory, oldest first, revoked ones too. */
export const scimTokensQuery = (directory: string) =>
  queryOptions({
    queryKey: ['scim-tokens', directory],
    queryFn: async ({ signal }) =>
      (await get<Page<ScimToken>>(`/v1/directories/${directory}/tokens?${query({ limit: 1000 })}`, signal))
        .items,
  });

export interface ResourceListing {
  directory: string;
  kind: string;
  q: string;
  /** A SCIM filter. */
  filter: string;
  sort: string;
  limit: number;
  cursor: string | null;
  /** The moment to show; empty: now. */
  as_of: string;
}

export const resourcesQuery = ({ directory, kind, ...asked }: ResourceListing) =>
  queryOptions({
    queryKey: ['resources', directory, kind, asked],
    queryFn: ({ signal }) =>
      get<Page<Resource>>(`/v1/directories/${directory}/${kind}?${query({ ...asked })}`, signal),
  });

export const resourceQuery = (
  directory: string,
  kind: string,
  id: string,
  as_of: string,
  raw = false,
  expand = 'person,notes',
) =>
  queryOptions({
    queryKey: ['resource', directory, kind, id, as_of, raw, expand],
    queryFn: ({ signal }) =>
      get<Resource>(
        `/v1/directories/${directory}/${kind}/${id}?${query({ raw: raw || null, expand, as_of })}`,
        signal,
      ),
  });

const nextPage = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: Page<unknown>) => last.next,
};

/** The edges that begin (`from`) or end (`to`) at a resource. */
export const edgesQuery = (directory: string, end: 'from' | 'to', id: string, as_of: string) =>
  infiniteQueryOptions({
    ...nextPage,
    queryKey: ['edges', directory, end, id, as_of],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Edge>>(
        `/v1/directories/${directory}/edges?${query({ [end]: id, limit: 200, as_of, cursor: pageParam })}`,
        signal,
      ),
  });

export const historyQuery = (directory: string, kind: string, id: string) =>
  infiniteQueryOptions({
    ...nextPage,
    queryKey: ['history', directory, kind, id],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Change>>(
        `/v1/directories/${directory}/${kind}/${id}/history?${query({ limit: 50, cursor: pageParam })}`,
        signal,
      ),
  });

/** Writes and refusals of a pushed directory's client, newest first. */
export const requestsQuery = (directory: string, asked: { text: string; outcome: string }) =>
  infiniteQueryOptions({
    ...nextPage,
    queryKey: ['requests', directory, asked],
    queryFn: ({ pageParam, signal }) =>
      get<Page<ScimRequest>>(
        `/v1/directories/${directory}/requests?${query({ ...asked, limit: 50, cursor: pageParam })}`,
        signal,
      ),
  });

export const requestQuery = (directory: string, id: string) =>
  queryOptions({
    queryKey: ['request', directory, id],
    staleTime: Infinity,
    queryFn: ({ signal }) => get<ScimRequest>(`/v1/directories/${directory}/requests/${id}`, signal),
  });

/** The changes of a directory from one sequence to another. */
export const changesQuery = (directory: Directory, from: number, to: number) =>
  queryOptions({
    queryKey: ['changes', directory.id, from, to],
    staleTime: Infinity,
    queryFn: async ({ signal }) =>
      (
        await get<Page<Change>>(
          `/v1/changes?${query({ tenant: directory.tenant, directory: directory.id, after: from - 1, limit: Math.min(to - from + 1, 200) })}`,
          signal,
        )
      ).items.filter((change) => change.seq <= to),
  });

/** What should have been pushed, against what arrived. */
export const driftQuery = (directory: string) =>
  queryOptions({
    queryKey: ['directories', 'drift', directory],
    queryFn: ({ signal }) => get<DriftReport>(`/v1/directories/${directory}/drift`, signal),
  });

/** An event as webhooks send it. */
export interface DirectoryEvent {
  id: string;
  type: string;
  timestamp: string;
  seq: number;
  directory?: { id: string; name: string } | null;
  data: {
    name?: string | null;
    email?: string | null;
    user?: { id: string; name?: string | null };
    group?: { id: string; name?: string | null };
  };
}

/** Events of a directory, oldest first. */
export const eventsQuery = (directory: Directory) =>
  infiniteQueryOptions({
    ...nextPage,
    queryKey: ['events', directory.id],
    queryFn: ({ pageParam, signal }) =>
      get<Page<DirectoryEvent>>(
        `/v1/changes?${query({ as: 'events', tenant: directory.tenant, directory: directory.id, limit: 100, cursor: pageParam })}`,
        signal,
      ),
  });

export const webhooksQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['webhooks', tenant],
    queryFn: async ({ signal }) =>
      (await get<Page<Webhook>>(`/v1/webhooks?${query({ tenant, limit: 1000 })}`, signal)).items,
  });

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'one', id],
    queryFn: ({ signal }) => get<Webhook>(`/v1/webhooks/${id}`, signal),
  });

/** What was sent to a webhook, newest first. */
export const deliveriesQuery = (webhook: string, state: string) =>
  infiniteQueryOptions({
    ...nextPage,
    queryKey: ['deliveries', webhook, state],
    queryFn: ({ pageParam, signal }) =>
      get<Page<WebhookDelivery>>(
        `/v1/webhooks/${webhook}/deliveries?${query({ state, limit: 50, cursor: pageParam })}`,
        signal,
      ),
  });

export const lanesQuery = (webhook: string) =>
  queryOptions({
    queryKey: ['lanes', webhook],
    queryFn: async ({ signal }) =>
      (await get<Page<WebhookLane>>(`/v1/webhooks/${webhook}/lanes?${query({ limit: 1000 })}`, signal)).items,
  });

/** Roles of the application, the highest first. */
export const appRolesQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['app-roles', tenant],
    queryFn: async ({ signal }) =>
      (await get<Page<AppRole>>(`/v1/app-roles?${query({ tenant, limit: 1000 })}`, signal)).items,
  });

export const appRoleDefaultsQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['app-roles', 'defaults', tenant],
    queryFn: ({ signal }) => get<AppRoleDefaults>(`/v1/app-roles/defaults?${query({ tenant })}`, signal),
  });

export const mappingQuery = (directory: string) =>
  queryOptions({
    queryKey: ['mapping', directory],
    queryFn: ({ signal }) => get<RoleMappingText>(`/v1/directories/${directory}/role-mapping`, signal),
  });

export const mappingVersionsQuery = (directory: string) =>
  queryOptions({
    queryKey: ['mapping-versions', directory],
    queryFn: async ({ signal }) =>
      (
        await get<Page<RoleMappingText>>(
          `/v1/directories/${directory}/role-mapping/versions?${query({ limit: 50 })}`,
          signal,
        )
      ).items,
  });

/** Why a user has its roles. */
export const userRolesQuery = (directory: string, user: string) =>
  queryOptions({
    queryKey: ['resource', directory, 'users', user, 'roles'],
    queryFn: ({ signal }) => get<UserRoles>(`/v1/directories/${directory}/users/${user}/roles`, signal),
  });
