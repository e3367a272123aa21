import { useQuery } from '@tanstack/react-query';
import { eventTypesQuery } from '../api/feeds';
import { text } from '../text';

/** The name of an OCSF class with its number, as people write it: `Authentication (3002)`. */
export function useClassName(): (uid: number) => string {
  const types = useQuery(eventTypesQuery).data;
  return (uid) => {
    if (uid === 0) return text.feeds.types.base;
    const found = types?.find((type) => type.classUid === uid);
    return found ? `${found.class} (${uid})` : String(uid);
  };
}
