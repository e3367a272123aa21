import type { Feed } from '../../api/types';
import { text } from '../../text';

/** How a feed is, as a chip. */
export function feedState(feed: Feed): { status: string; label: string } {
  const state = feed.paused ? 'paused' : (feed.state ?? 'active');
  return { status: state, label: text.feeds.states[state] ?? state };
}

/** How often a feed is asked for, in milliseconds: its numbers are not told by the server's stream. */
export function pollOf(feed: Feed | undefined): number {
  const moving =
    feed !== undefined &&
    (feed.backlog > 0 || feed.backfill?.state === 'running' || feed.sinks.some((s) => s.replayTo !== null));
  return moving ? 2_000 : 5_000;
}
