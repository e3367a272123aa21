import { SegmentedControl, Text } from '@mantine/core';
import { useId } from 'react';
import { text } from '../../text';
import type { LinkMethod } from './link';

const t = text.link;

export function MethodChoice({ value, onChange }: { value: LinkMethod; onChange(method: LinkMethod): void }) {
  const label = useId();
  return (
    <div>
      <Text fw={500} mb={4} id={label}>
        {t.method}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby={label}
        value={value}
        onChange={(method) => onChange(method as LinkMethod)}
        data={[
          { value: 'service_account', label: t.serviceAccount },
          { value: 'api_key', label: t.apiKey },
        ]}
      />
      <Text fz="sm" c="dimmed" mt={6}>
        {value === 'service_account' ? t.serviceAccountHint : t.apiKeyHint}
      </Text>
    </div>
  );
}
