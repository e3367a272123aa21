import { Text, Tooltip } from '@mantine/core';
import { useNow } from './now';
import { ago, exact } from './words';

/** A moment in relation to now; the exact time and zone stand in the tooltip. */
export function Ago({ at, none = '–' }: { at: string | null | undefined; none?: string }) {
  const now = useNow();
  if (!at) return <Text span>{none}</Text>;
  return (
    <Tooltip label={exact(at)}>
      <time dateTime={at} className="numeric" style={{ whiteSpace: 'nowrap' }}>
        {ago(at, now)}
      </time>
    </Tooltip>
  );
}
