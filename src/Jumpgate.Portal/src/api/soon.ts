/** Parts of the API that docs/openapi.json does not tell of yet. */
import type {
  Feed as PresentFeed,
  Region as PresentRegion,
  Sink as PresentSink,
  StatusReason,
} from './types';

export type Region = PresentRegion & { insights?: string };

export interface EventType {
  name: string;
  service: string | null;
  classUid: number;
  class: string;
}

export interface FeedGap {
  id: string;
  service: string | null;
  from: string;
  to: string;
  reason: string;
  detail: string | null;
  upstream: number;
  stored: number;
  state: string;
  tries: number;
  foundAt: string;
  nextAttemptAt: string | null;
  closedAt: string | null;
}

export interface FeedBackfill {
  id: string;
  state: string;
  from: string;
  to: string;
  outOfReach: { from: string; to: string } | null;
  slices: number;
  slicesDone: number;
  events: number;
  stored: number;
  expected: number | null;
  eventsPerSecond: number;
  estimatedEndAt: string | null;
  createdBy: string;
  createdAt: string;
  endedAt: string | null;
}

export interface Feed extends Omit<PresentFeed, 'sinks'> {
  state?: string;
  fault?: StatusReason | null;
  warnings?: StatusReason[];
  gaps?: FeedGap[];
  gapCounts?: { open: number; closed: number; lost: number };
  backfill?: FeedBackfill | null;
  services?: Record<string, number>;
  unknownServices?: string[];
  unknownTypes?: Record<string, number>;
  sinks: Sink[];
}

export interface Sink extends Omit<PresentSink, 'file'> {
  eventTypes?: string[] | null;
  classes?: number[] | null;
  warning?: { code: string; detail: string } | null;
  file?: Record<string, unknown> | null;
  webhook?: Record<string, unknown> | null;
  splunk?: Record<string, unknown> | null;
  elasticsearch?: Record<string, unknown> | null;
  syslog?: Record<string, unknown> | null;
  s3?: Record<string, unknown> | null;
  kafka?: Record<string, unknown> | null;
}

export interface SinkDeadLetter {
  position: number;
  eventId: string;
  type: string | null;
  reason: { code: string; detail: string };
  at: string;
}
