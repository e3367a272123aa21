import { SegmentedControl, Stack } from '@mantine/core';
import { useSearchParams } from 'react-router';
import type { Directory } from '../../../api/types';
import { text } from '../../../text';
import { EventList } from './EventList';
import { RequestList } from './RequestList';

const t = text.requests;

/** What the client asked, and the events that came of it. */
export function EventsTab({ directory, guest }: { directory: Directory; guest: boolean }) {
  const [params, setParams] = useSearchParams();
  const view = params.get('view') === 'events' && !guest ? 'events' : 'requests';
  return (
    <Stack gap="md">
      {!guest && (
        <SegmentedControl
          aria-label={t.view}
          style={{ alignSelf: 'flex-start' }}
          data={[
            { value: 'requests', label: t.views.requests },
            { value: 'events', label: t.views.events },
          ]}
          value={view}
          onChange={(value) => setParams(value === 'events' ? { view: value } : {})}
        />
      )}
      {view === 'events' ? <EventList directory={directory} /> : <RequestList directory={directory} />}
    </Stack>
  );
}
