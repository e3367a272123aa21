import { useLocation, useSearchParams } from 'react-router';
import type { ResourceListing } from '../../api/queries';
import type { Directory } from '../../api/types';
import { withParams } from '../../components/params';
import type { ResourceKind } from './kinds';

/** What of a list's address makes a view that is worth a name. */
export const viewParams = ['q', 'status', 'filter', 'sort', 'columns', 'limit'];

/** A list as its address says; the address is the only place that knows. */
export function useListing(kind: ResourceKind, directory: Directory) {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation() as { state: { trail?: (string | null)[] } | null };
  const trail = state?.trail ?? [];
  const status = params.get('status') ?? '';
  const filter = params.get('filter') ?? '';
  const asked: ResourceListing = {
    directory: directory.id,
    kind: kind.route,
    q: params.get('q') ?? '',
    filter: combined(status, filter),
    sort: params.get('sort') ?? 'name',
    limit: Math.min(Math.max(Number(params.get('limit')) || 50, 1), 1000),
    cursor: params.get('cursor'),
    as_of: params.get('as_of') ?? '',
  };
  return {
    asked,
    status,
    filter,
    params,
    start: (Math.max(Number(params.get('page')) || 1, 1) - 1) * asked.limit,
    /** Asks for something else, from its first page on. */
    ask(values: Record<string, string | null>, replace = true) {
      setParams((p) => withParams(p, { cursor: null, page: null, ...values }), { replace });
    },
    next(cursor: string | null, page: number) {
      setParams((p) => withParams(p, { cursor, page: String(page) }), {
        state: { trail: [...trail, asked.cursor] },
      });
    },
    previous(page: number) {
      setParams(
        (p) => withParams(p, { cursor: trail.at(-1) ?? null, page: trail.length > 1 ? String(page) : null }),
        { state: { trail: trail.slice(0, -1) } },
      );
    },
    /** Opens or closes the drawer beside the list; the list keeps its place. */
    open(id: string | null, tab: string | null = null, replace = false) {
      setParams((p) => withParams(p, { open: id, tab }), { state, replace });
    },
  };
}

/** The SCIM filter of the chosen status and the one written by hand. */
export function combined(status: string, filter: string): string {
  const parts = [status && `status eq "${status}"`, filter.trim()].filter((part) => part !== '');
  return parts.length < 2 ? (parts[0] ?? '') : `${parts[0]} and (${parts[1]})`;
}
