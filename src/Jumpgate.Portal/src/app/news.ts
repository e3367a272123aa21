import { useSyncExternalStore } from 'react';

/** Changes that arrived since a list was last read, per directory; `null` counts for all of them. */
class News {
  #counts = new Map<string | null, number>();
  #listeners = new Set<() => void>();

  add(directory: string | null, count: number) {
    this.#counts.set(directory, (this.#counts.get(directory) ?? 0) + count);
    this.#tell();
  }

  of(directory: string): number {
    return (this.#counts.get(directory) ?? 0) + (this.#counts.get(null) ?? 0);
  }

  /** The list of this directory is being read again. */
  seen(directory: string) {
    if (this.of(directory) === 0) return;
    this.#counts.delete(directory);
    this.#counts.delete(null);
    this.#tell();
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  #tell() {
    this.#listeners.forEach((tell) => tell());
  }
}

export const news = new News();

/** How many changes wait to be shown: a list does not move under the pointer by itself. */
export function useNews(directory: string): number {
  return useSyncExternalStore(news.subscribe, () => news.of(directory));
}
