import type { Directory } from '../../api/types';
import { text } from '../../text';
import type { GuideStep } from '../../text/scim';

/** What to do at the provider, with the app's own name. */
export function guideOf(directory: Directory): GuideStep[] {
  const guide = text.guides[directory.scim?.provider ?? ''] ?? text.guides.custom;
  return guide?.(directory.name) ?? [];
}
