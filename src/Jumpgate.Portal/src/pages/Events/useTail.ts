import { useEffect, useRef, useState } from 'react';
import { query } from '../../api/client';
import type { EventFilters } from '../../api/feeds';
import type { FeedEvent } from '../../api/types';

const most = 500;

export interface Tail {
  /** The newest first. */
  items: FeedEvent[];
  /** Those that came while the list was held. */
  waiting: number;
  connected: boolean;
  show(): void;
}

/** Events as they come in. While `held`, they wait and the list keeps its place; the stream goes on where it broke off. */
export function useTail(tenant: string, asked: EventFilters, on: boolean, held: boolean): Tail {
  const address = `/v1/events/stream?${query({ tenant, ...asked })}`;
  const [state, setState] = useState({ address, items: [] as FeedEvent[], waiting: [] as FeedEvent[] });
  const [connected, setConnected] = useState(false);
  const holding = useRef(held);
  useEffect(() => {
    holding.current = held;
  }, [held]);

  useEffect(() => {
    if (!on) return;
    const stream = new EventSource(address);
    stream.addEventListener('hello', () => setConnected(true));
    stream.onerror = () => setConnected(false);
    stream.addEventListener('event', (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as FeedEvent;
      setState((before) => {
        const { items, waiting } = before.address === address ? before : { items: [], waiting: [] };
        const last = waiting[0] ?? items[0];
        if (last !== undefined && event.position <= last.position) return { address, items, waiting };
        return holding.current
          ? { address, items, waiting: [event, ...waiting].slice(0, most) }
          : { address, items: [event, ...waiting, ...items].slice(0, most), waiting: [] };
      });
    });
    return () => {
      stream.close();
      setConnected(false);
    };
  }, [address, on]);

  const own = state.address === address && on;
  return {
    items: own ? state.items : [],
    waiting: own ? state.waiting.length : 0,
    connected,
    show: () =>
      setState(({ address: of, items, waiting }) => ({
        address: of,
        items: [...waiting, ...items].slice(0, most),
        waiting: [],
      })),
  };
}
