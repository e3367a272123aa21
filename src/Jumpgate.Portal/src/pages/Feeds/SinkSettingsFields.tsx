import { NumberInput, PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { text } from '../../text';
import { isSecret, labelOf, type SinkField, type SinkValues } from './sinkKinds';

const t = text.feeds.sinks;

interface FieldsProps {
  kind: string;
  fields: SinkField[];
  values: SinkValues;
  /** Secrets stand in the sink already and may be left as they are. */
  kept: boolean;
  onChange(name: string, value: string): void;
  error(name: string): string | undefined;
}

/** The settings of one kind of sink; secrets are masked and go one way. */
export function SinkSettingsFields({ kind, fields, values, kept, onChange, error }: FieldsProps) {
  return fields
    .filter((field) => field.when?.(values) ?? true)
    .map((field) => {
      const required = field.required === true && !(kept && isSecret(field));
      const hint = t.hints[`${kind}.${field.name}`];
      const secretHint = kept ? t.new.secretKept : t.new.secret;
      const common = {
        name: field.name,
        label:
          required || field.type === 'switch'
            ? labelOf(kind, field.name)
            : `${labelOf(kind, field.name)} (Optional)`,
        description: isSecret(field) ? [hint, secretHint].filter(Boolean).join(' ') : hint,
        placeholder: field.placeholder,
        error: error(field.name),
        autoComplete: 'off',
      };
      const value = values[field.name] ?? '';
      const change = (next: string) => onChange(field.name, next);
      switch (field.type) {
        case 'number':
          return (
            <NumberInput
              key={field.name}
              {...common}
              size="md"
              min={0}
              allowDecimal={false}
              value={value}
              onChange={(next) => change(String(next))}
            />
          );
        case 'switch':
          return (
            <Switch
              key={field.name}
              name={field.name}
              label={common.label}
              description={hint}
              checked={value === '' ? defaultOn.includes(`${kind}.${field.name}`) : value === 'true'}
              onChange={(event) => change(String(event.currentTarget.checked))}
            />
          );
        case 'choice':
          return (
            <Select
              key={field.name}
              {...common}
              label={labelOf(kind, field.name)}
              placeholder={undefined}
              data={(field.options ?? []).map((option) => ({
                value: option,
                label: option === '' ? '–' : option,
              }))}
              value={value === '' ? (field.options?.[0] ?? '') : value}
              onChange={(next) => change(next ?? '')}
            />
          );
        case 'secret':
          return (
            <PasswordInput
              key={field.name}
              {...common}
              data-1p-ignore
              value={value}
              onChange={(event) => change(event.currentTarget.value)}
            />
          );
        case 'lines':
        case 'pem':
        case 'secretPem':
          return (
            <Textarea
              key={field.name}
              {...common}
              size="md"
              autosize
              minRows={2}
              maxRows={8}
              classNames={{ input: 'mono' }}
              spellCheck={false}
              value={value}
              onChange={(event) => change(event.currentTarget.value)}
            />
          );
        default:
          return (
            <TextInput
              key={field.name}
              {...common}
              spellCheck={false}
              value={value}
              onChange={(event) => change(event.currentTarget.value)}
            />
          );
      }
    });
}

/** Switches that the server has on where nothing is said. */
const defaultOn = ['splunk.acknowledge', 'elasticsearch.gzip', 'syslog.bom', 'syslog.confirm', 'kafka.tls'];
