import type { Feed } from '../../api/soon';
import { text } from '../../text';

/** How a feed is, as a chip. */
export function feedState(feed: Feed): { status: string; label: string } {
  const state = feed.paused ? 'paused' : (feed.state ?? 'active');
  return { status: state, label: text.feeds.states[state] ?? state };
}
