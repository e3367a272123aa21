/** What this browser keeps of a person's choices. In another site's frame it may keep nothing, and the choice lasts as long as the page. */
const held = new Map<string, string>();

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return held.get(key) ?? null;
  }
}

/** Null forgets it. */
export function keep(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value === null) held.delete(key);
    else held.set(key, value);
  }
}
