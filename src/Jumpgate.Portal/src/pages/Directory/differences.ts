import { rows } from './attributes';

export interface Difference {
  path: string;
  label: string;
  before: string;
  after: string;
}

/** The attributes that differ between two states of a resource. */
export function differences(before: unknown, after: unknown): Difference[] {
  const old = new Map(rows(attributesOf(before)).map((r) => [r.path, r]));
  const now = new Map(rows(attributesOf(after)).map((r) => [r.path, r]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => {
      const [was, is] = [old.get(path), now.get(path)];
      return { path, label: (is ?? was)?.label ?? path, before: was?.value ?? '', after: is?.value ?? '' };
    })
    .filter((d) => d.before !== d.after);
}

/** A state may be a whole resource or its attributes alone. */
function attributesOf(state: unknown): unknown {
  if (typeof state === 'object' && state !== null && 'attributes' in state) return state.attributes;
  return state;
}
