import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, query } from './client';
import type { EventType } from './types';
import type { EventCounts, Feed, FeedEvent, Page, SinkDeadLetter } from './types';

const nextPage = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: Page<unknown>) => last.next,
};

export const feedsQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['feeds', tenant],
    queryFn: async ({ signal }) =>
      (await get<Page<Feed>>(`/v1/feeds?${query({ tenant, limit: 1000 })}`, signal)).items,
  });

export const feedQuery = (id: string) =>
  queryOptions({
    queryKey: ['feeds', 'one', id],
    queryFn: ({ signal }) => get<Feed>(`/v1/feeds/${id}`, signal),
  });

/** Every event type of the catalogue, by service. */
export const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  staleTime: Infinity,
  queryFn: ({ signal }) => get<EventType[]>('/v1/events/types', signal),
});

/** What is looked for in an event log; empty members narrow nothing. */
export interface EventFilters {
  organization: string;
  type: string;
  service: string;
  outcome: string;
  actor: string;
  target: string;
  text: string;
}

/** Events of an organization as JumpCloud sent them, the newest first. */
export const logQuery = (tenant: string, asked: EventFilters & { from: string; to: string }) =>
  infiniteQueryOptions({
    ...nextPage,
    queryKey: ['event-log', tenant, asked],
    queryFn: ({ pageParam, signal }) =>
      get<Page<FeedEvent>>(`/v1/events?${query({ tenant, ...asked, limit: 50, cursor: pageParam })}`, signal),
  });

export interface CountsAsked {
  organization: string;
  from: string;
  to: string;
  interval: string;
  by: string;
  type?: string;
  service?: string;
  outcome?: string;
}

/** How many events there were, over time. */
export const countsQuery = (tenant: string, asked: CountsAsked) =>
  queryOptions({
    queryKey: ['event-counts', tenant, asked],
    queryFn: ({ signal }) => get<EventCounts>(`/v1/events/counts?${query({ tenant, ...asked })}`, signal),
  });

/** Events that a sink could not deliver, in the order of the log. */
export const deadLettersQuery = (sink: string) =>
  infiniteQueryOptions({
    ...nextPage,
    queryKey: ['dead-letters', sink],
    queryFn: ({ pageParam, signal }) =>
      get<Page<SinkDeadLetter>>(
        `/v1/sinks/${sink}/dead-letters?${query({ limit: 50, cursor: pageParam })}`,
        signal,
      ),
  });
