import { keep, recall } from '../../components/keep';
import { viewParams } from './useListing';

export interface View {
  name: string;
  /** The address's query that shows it. */
  search: string;
}

const key = (route: string) => `views.${route}`;

/** Views that this browser keeps for a kind of resource, by name. */
export function viewsOf(route: string): View[] {
  try {
    const stored: unknown = JSON.parse(recall(key(route)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isView) : [];
  } catch {
    return [];
  }
}

/** Keeps a view; one of the same name gives way. */
export function keepView(route: string, name: string, params: URLSearchParams): View[] {
  const kept = new URLSearchParams([...params].filter(([param]) => viewParams.includes(param)));
  return store(route, [...without(route, name), { name, search: kept.toString() }]);
}

export function dropView(route: string, name: string): View[] {
  return store(route, without(route, name));
}

function without(route: string, name: string): View[] {
  return viewsOf(route).filter((view) => view.name !== name);
}

function store(route: string, views: View[]): View[] {
  const sorted = views.sort((a, b) => a.name.localeCompare(b.name));
  keep(key(route), JSON.stringify(sorted));
  return sorted;
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && 'name' in value && 'search' in value;
}
