import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { ApiError, get, onSignedOut, post, setCsrf } from '../api/client';
import type { Page } from '../api/types';

export interface TenantName {
  id: string;
  name: string;
}

/** What `/portal/session` says of this browser. */
interface PortalSession {
  signedIn: boolean;
  setUpNeeded: boolean;
  name?: string | null;
  role?: string | null;
  rights?: string[] | null;
  csrfToken?: string | null;
}

/** Who sits in front of this browser, and whose data can be shown. */
export interface Session {
  name: string;
  role: string;
  rights: string[];
  tenants: TenantName[];
}

/** What a role allows, by the server's own words. */
export type Right =
  | 'read'
  | 'raw'
  | 'link'
  | 'sync'
  | 'webhooks'
  | 'feeds'
  | 'app_roles'
  | 'erase'
  | 'tenants'
  | 'keys'
  | 'audit';

/** Where a person stands who has not signed in. */
export type Door = 'set-up' | 'sign-in';

interface SessionState {
  session: Session;
  /** The tenant whose pages are shown. */
  tenant: string;
  chooseTenant(id: string): void;
  signOut(): Promise<void>;
}

const SessionContext = createContext<SessionState | null>(null);

/** The rights of whoever sits here; a visitor by a setup link has those that the link's page gives. */
export const RightsContext = createContext<readonly string[]>([]);
const sessionKey = ['session'];

export function useSessionQuery() {
  return useQuery({
    queryKey: sessionKey,
    staleTime: Infinity,
    retry: (count, fault) => count < 30 && fault instanceof ApiError && fault.problem.status === 0,
    queryFn: async ({ signal }): Promise<Session | Door> => {
      const found = await get<PortalSession>('/portal/session', signal);
      setCsrf(found.csrfToken ?? null);
      if (!found.signedIn) return found.setUpNeeded ? 'set-up' : 'sign-in';
      const tenants = await get<Page<TenantName>>('/v1/tenants?limit=1000', signal);
      return {
        name: found.name ?? '',
        role: found.role ?? '',
        rights: found.rights ?? [],
        tenants: tenants.items.map(({ id, name }) => ({ id, name })),
      };
    },
  });
}

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(() => sessionStorage.getItem('tenant'));
  const tenant = session.tenants.find((t) => t.id === chosen)?.id ?? session.tenants[0]?.id ?? '';

  useEffect(() => onSignedOut(() => void client.invalidateQueries({ queryKey: sessionKey })), [client]);

  const state = useMemo<SessionState>(
    () => ({
      session,
      tenant,
      chooseTenant(id) {
        sessionStorage.setItem('tenant', id);
        setChosen(id);
      },
      async signOut() {
        await post('/portal/sign-out', {});
        // A new document: nothing of what this person saw stays in the browser's memory.
        location.assign('/sign-in');
      },
    }),
    [session, tenant],
  );
  return (
    <SessionContext value={state}>
      <RightsContext value={session.rights}>{children}</RightsContext>
    </SessionContext>
  );
}

export function useSession(): SessionState {
  const state = use(SessionContext);
  if (state === null) throw new Error('useSession is for pages behind the sign-in.');
  return state;
}

/** False for a visitor by a setup link. */
export function useIsSignedIn(): boolean {
  return use(SessionContext) !== null;
}

/** A page opened by its address may belong to another tenant than the one chosen last: the page decides. */
export function useOwnTenant(name: string | undefined) {
  const { session, tenant, chooseTenant } = useSession();
  const own = session.tenants.find((t) => t.name === name)?.id;
  const opened = useRef<string>(undefined);
  useEffect(() => {
    if (own === undefined || opened.current === own) return;
    opened.current = own;
    if (own !== tenant) chooseTenant(own);
  }, [own, tenant, chooseTenant]);
}

/** Whether the person may; the server decides, the portal only leaves out what would be refused. */
export function useMay(right: Right): boolean {
  return use(RightsContext).includes(right);
}

/** Signs in or sets up, then lets every page start afresh. */
export function useEnter(path: '/portal/sign-in' | '/portal/set-up') {
  const client = useQueryClient();
  return async (body: Record<string, string>) => {
    await post(path, body);
    await ask(client);
  };
}

/** Another person sits here now, or nobody: the session is asked for anew, and what was shown before is forgotten. */
async function ask(client: QueryClient) {
  await client.refetchQueries({ queryKey: sessionKey });
  client.removeQueries({ predicate: (q) => q.queryKey[0] !== sessionKey[0] });
}
