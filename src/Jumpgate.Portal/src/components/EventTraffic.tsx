import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { countsQuery, type CountsAsked } from '../api/feeds';
import { usePollInterval } from '../app/live';
import { useSession } from '../app/session';
import { text } from '../text';
import { useClassName } from './classNames';
import { EventChart } from './EventChart';
import { useNow } from './now';
import { Fault } from './ProblemAlert';

const hour = 3_600_000;

interface EventTrafficProps {
  label: string;
  asked: Omit<CountsAsked, 'interval'>;
}

/** The chart of a log's events, by class or outcome, counted by the server. */
export function EventTraffic({ label, asked }: EventTrafficProps) {
  const { tenant } = useSession();
  const className = useClassName();
  const now = useNow();
  const span = (asked.to === '' ? now : Date.parse(asked.to)) - Date.parse(asked.from);
  const hours = span <= 49 * hour ? 1 : span <= 15 * 24 * hour ? 6 : 24;
  const counts = useQuery({
    ...countsQuery(tenant, { ...asked, interval: `PT${hours}H` }),
    placeholderData: (before) => (before?.by === asked.by ? before : undefined),
    refetchInterval: usePollInterval(true),
  });
  if (counts.isError) return <Fault error={counts.error} />;
  if (counts.isPending) return <Skeleton h={228} />;
  const name = (key: string) =>
    asked.by === 'class' ? className(Number(key)) : (text.log.outcomes[key] ?? key);
  return <EventChart label={label} counts={counts.data} interval={hours * hour} name={name} />;
}
