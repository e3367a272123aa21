import { Input, NumberInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { text } from '../../text';

const t = text.feeds.sinks;

/** A place of the log: a moment, or a position; `all` is its beginning. */
export interface Begin {
  way: string;
  value: string;
}

interface BeginFieldProps {
  label: string;
  ways: { value: string; label: string }[];
  value: Begin;
  onChange(value: Begin): void;
  error?: string;
}

export function BeginField({ label, ways, value, onChange, error }: BeginFieldProps) {
  return (
    <Stack gap="sm">
      <Input.Wrapper label={label} labelElement="div">
        <div>
          <SegmentedControl
            aria-label={label}
            data={ways}
            value={value.way}
            onChange={(way) => onChange({ way, value: '' })}
          />
        </div>
      </Input.Wrapper>
      {value.way === 'time' && (
        <TextInput
          type="datetime-local"
          label={t.time}
          maw={260}
          value={value.value}
          onChange={(event) => onChange({ ...value, value: event.currentTarget.value })}
          error={error}
        />
      )}
      {value.way === 'position' && (
        <NumberInput
          size="md"
          label={t.positionField}
          maw={260}
          min={1}
          allowDecimal={false}
          value={value.value}
          onChange={(next) => onChange({ ...value, value: String(next) })}
          error={error}
        />
      )}
    </Stack>
  );
}

/** The place as the API takes it; null: nothing was said yet. */
export function placeOf({ way, value }: Begin): string | number | null {
  if (value === '') return null;
  return way === 'time' ? new Date(value).toISOString() : Number(value);
}
