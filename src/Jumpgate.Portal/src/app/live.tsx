import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { query } from '../api/client';
import type { Change, Organization, SyncProgress } from '../api/types';
import { news } from './news';
import { useSession } from './session';

const LiveContext = createContext(false);

/** True while the server's stream is open; pages ask again by themselves while it is not. */
export function useIsLive(): boolean {
  return use(LiveContext);
}

/** How often a page asks again: seldom beside the stream, often without it. */
export function usePollInterval(moving: boolean): number | false {
  const live = useIsLive();
  if (live) return moving ? 10_000 : 60_000;
  return moving ? 2_000 : 10_000;
}

/** Turns the server's events into fresh data on the pages that show them. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { tenant } = useSession();
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const stream = new EventSource(`/v1/stream?${query({ tenant })}`);
    const refresh = throttledRefresh(client);
    stream.onopen = () => {
      setOpen(true);
      refresh('organizations', 'organization', 'runs', 'run');
    };
    stream.onerror = () => setOpen(false);
    stream.addEventListener('organization', () => refresh('organizations', 'organization'));
    stream.addEventListener('run', () => refresh('organizations', 'organization', 'runs', 'run'));
    const changed = (directory: string | null, count: number) => {
      refresh('directories', 'resource', 'edges', 'history');
      news.add(directory, count);
    };
    stream.addEventListener('change', (event: MessageEvent<string>) =>
      changed((JSON.parse(event.data) as Change).directory, 1),
    );
    stream.addEventListener('changes', (event: MessageEvent<string>) =>
      changed(null, (JSON.parse(event.data) as { count: number }).count),
    );
    stream.addEventListener('progress', (event: MessageEvent<string>) => showProgress(client, event.data));
    return () => {
      stream.close();
      setOpen(false);
    };
  }, [client, tenant]);

  return <LiveContext value={open}>{children}</LiveContext>;
}

/** Many events in one breath ask for each list once. */
function throttledRefresh(client: QueryClient): (...keys: string[]) => void {
  const due = new Set<string>();
  let timer: number | undefined;
  return (...keys) => {
    keys.forEach((key) => due.add(key));
    timer ??= window.setTimeout(() => {
      timer = undefined;
      const now = [...due];
      due.clear();
      now.forEach((key) => void client.invalidateQueries({ queryKey: [key] }));
    }, 400);
  };
}

function showProgress(client: QueryClient, data: string) {
  const progress = JSON.parse(data) as SyncProgress & { organizationId?: string };
  const take = (o: Organization): Organization =>
    o.id === progress.organizationId || o.progress?.runId === progress.runId ? { ...o, progress } : o;
  client.setQueriesData<Organization>({ queryKey: ['organization'] }, (o) => o && take(o));
  client.setQueriesData<Organization[]>({ queryKey: ['organizations'] }, (all) => all?.map(take));
}
