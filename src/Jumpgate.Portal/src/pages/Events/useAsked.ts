import { useSearchParams } from 'react-router';
import type { EventFilters } from '../../api/feeds';
import { useBeginning } from '../../components/moments';
import { withParams } from '../../components/params';

const narrowing = ['q', 'type', 'service', 'outcome', 'actor', 'target'];

/** What is looked for, as the page's address says; the address is the only place that knows. */
export function useAsked(organization: string) {
  const [params, setParams] = useSearchParams();
  const own = params.has('from') || params.has('to');
  const range = params.get('range') ?? (own ? 'own' : 'P1D');
  const beginning = useBeginning(range);
  const of = (name: string) => params.get(name) ?? '';
  const filters: EventFilters = {
    organization,
    type: of('type'),
    service: of('service'),
    outcome: of('outcome'),
    actor: of('actor'),
    target: of('target'),
    text: of('q'),
  };
  return {
    filters,
    range,
    from: range === 'own' ? of('from') : beginning,
    to: range === 'own' ? of('to') : '',
    narrowed: narrowing.some((name) => params.has(name)),
    live: params.has('live') && range !== 'own',
    open: params.get('event'),
    ask: (values: Record<string, string | null>) =>
      setParams((p) => withParams(p, { ...values, event: null }), { replace: true }),
    clear: () =>
      setParams((p) => withParams(p, Object.fromEntries(narrowing.map((name) => [name, null]))), {
        replace: true,
      }),
    show: (position: string | null) => setParams((p) => withParams(p, { event: position })),
  };
}
