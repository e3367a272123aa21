import { useSearchParams } from 'react-router';
import { keep, recall } from '../../components/keep';
import { withParams } from '../../components/params';
import type { ResourceColumn, ResourceKind } from './kinds';

/** The chosen columns: those of the address, else those chosen last in this browser, else the kind's own. */
export function useColumns(kind: ResourceKind): {
  shown: ResourceColumn[];
  choose(ids: string[] | null): void;
} {
  const [params, setParams] = useSearchParams();
  const key = `columns.${kind.route}`;
  const chosen = (params.get('columns') ?? recall(key))?.split(',');
  const shown = kind.columns.filter((c) => (chosen === undefined ? c.shown : chosen.includes(c.id)));
  return {
    shown: shown.length > 0 ? shown : kind.columns.filter((c) => c.shown),
    choose(ids) {
      keep(key, ids === null ? null : ids.join(','));
      setParams((p) => withParams(p, { columns: ids === null ? null : ids.join(',') }), { replace: true });
    },
  };
}
