import { Select, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { post } from '../../api/client';
import { regionsQuery } from '../../api/queries';
import type { PasteCheck } from '../../api/types';
import { host } from '../../components/words';
import { text } from '../../text';

const t = text.link;

interface RegionFieldProps {
  value: string;
  onChange(region: string): void;
  seen: boolean;
  onSeen(region: string): void;
  error?: string;
}

/** The region by its name and console; a pasted console address chooses it. */
export function RegionField({ value, onChange, seen, onSeen, error }: RegionFieldProps) {
  const regions = useQuery(regionsQuery);
  const check = useMutation({
    mutationFn: (pasted: string) => post<PasteCheck>('/v1/paste-check', { text: pasted, field: 'region' }),
    onSuccess: (found) => {
      if (found.region) onSeen(found.region);
    },
  });
  const label = regions.data?.find((r) => r.name === value)?.label;
  return (
    <Select
      name="region"
      label={t.region}
      description={t.regionHint}
      searchable
      data={(regions.data ?? []).map((r) => ({ value: r.name, label: r.label }))}
      renderOption={({ option }) => (
        <div>
          <Text>{option.label}</Text>
          <Text fz="xs" c="dimmed">
            {host(regions.data?.find((r) => r.name === option.value)?.console ?? '')}
          </Text>
        </div>
      )}
      value={value}
      onChange={(region) => region !== null && onChange(region)}
      onPaste={(event) => {
        const pasted = event.clipboardData.getData('text');
        if (!pasted.includes('.')) return;
        event.preventDefault();
        check.mutate(pasted);
      }}
      error={error}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      {...(seen && label ? { description: <span role="status">{t.regionSeen(label)}</span> } : {})}
    />
  );
}
