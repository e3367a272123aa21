import { keep, recall } from '../../components/keep';
import type { Region } from '../../api/types';

/** What a person has said of a feed that is not made yet; a reload loses none of it. The token is never among it. */
export interface FeedDraft {
  name: string;
  email: string;
  baseUrl: string;
  eventTypes: string[] | null;
}

export function recallDraft(tenant: string, fallback: FeedDraft): FeedDraft {
  try {
    return { ...fallback, ...(JSON.parse(recall(place(tenant)) ?? '{}') as Partial<FeedDraft>) };
  } catch {
    return fallback;
  }
}

/** Null forgets it. */
export function keepDraft(tenant: string, draft: FeedDraft | null) {
  keep(place(tenant), draft === null ? null : JSON.stringify(draft));
}

function place(tenant: string): string {
  return `jumpgate.feed-draft.${tenant}`;
}

export function isEmail(email: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email.trim());
}

export type BaseUrlFault = 'missing' | 'malformed' | 'insecure';

/** An API Base URL is https, or belongs to a region that this server knows. */
export function baseUrlFault(address: string, regions: Region[]): BaseUrlFault | null {
  const trimmed = address.trim();
  if (trimmed === '') return 'missing';
  if (!URL.canParse(trimmed)) return 'malformed';
  const url = new URL(trimmed);
  if (url.protocol === 'https:') return null;
  const known = regions.some(({ console, insights }) =>
    [console, insights].some((of) => of !== undefined && new URL(of).origin === url.origin),
  );
  return known ? null : 'insecure';
}

/** The day in so many days, as a `date` field takes it. */
export function daysAhead(days: number, now: number): string {
  return new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}
