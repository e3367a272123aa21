import type { EventType } from '../../api/types';
import { text } from '../../text';

export interface ServiceTypes {
  service: string;
  types: EventType[];
}

/** Types by service, both in the order of their names; those of no service last. */
export function byService(types: EventType[]): ServiceTypes[] {
  const groups = new Map<string, EventType[]>();
  for (const type of types) {
    const service = type.service ?? '';
    groups.set(service, [...(groups.get(service) ?? []), type]);
  }
  return [...groups]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)))
    .map(([service, of]) => ({
      service,
      types: of.toSorted((a, b) => a.name.localeCompare(b.name)),
    }));
}

export function serviceName(service: string): string {
  return service === '' ? text.feeds.picker.other : service;
}

/** Types whose name, service or class has all the words. */
export function matching(types: EventType[], words: string): EventType[] {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
  return types.filter((type) => {
    const all = `${type.name} ${type.service ?? ''} ${type.class} ${type.classUid}`.toLowerCase();
    return sought.every((word) => all.includes(word));
  });
}
