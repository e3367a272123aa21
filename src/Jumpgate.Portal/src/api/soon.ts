/** Parts of the API that docs/openapi.json does not tell of yet. */
import type { Region as PresentRegion } from './types';

export type Region = PresentRegion & { insights?: string };

export interface EventType {
  name: string;
  service: string | null;
  classUid: number;
  class: string;
}
