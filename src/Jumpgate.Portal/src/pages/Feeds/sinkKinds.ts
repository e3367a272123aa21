import type { Sink } from '../../api/types';
import { text } from '../../text';

export type FieldType = 'text' | 'number' | 'switch' | 'choice' | 'secret' | 'lines' | 'pem' | 'secretPem';

export interface SinkField {
  name: string;
  type: FieldType;
  /** Without it the sink cannot be made. */
  required?: boolean;
  /** Shown before further settings are asked for. */
  first?: boolean;
  options?: string[];
  placeholder?: string;
  /** Only where another field says so. */
  when?(values: SinkValues): boolean;
}

/** Settings as the API has them, whatever the kind. */
export type SinkSettings = Record<string, string | number | boolean | string[] | null | undefined>;

/** What stands in the form, as typed. */
export type SinkValues = Record<string, string>;

const secretTypes: FieldType[] = ['secret', 'secretPem'];
const gzip: SinkField = { name: 'gzip', type: 'switch' };
const pem: SinkField[] = [
  { name: 'ca', type: 'pem' },
  { name: 'clientCertificate', type: 'pem' },
  { name: 'clientKey', type: 'secretPem' },
];

/** The settings of every kind of sink, in the order of its form. */
export const sinkKinds: Record<string, SinkField[]> = {
  file: [
    { name: 'maxAge', type: 'text', first: true, placeholder: 'PT1H' },
    { name: 'maxBytes', type: 'number', first: true, placeholder: '67108864' },
    { ...gzip, first: true },
  ],
  webhook: [
    {
      name: 'url',
      type: 'text',
      required: true,
      first: true,
      placeholder: 'https://siem.example.com/jumpcloud',
    },
    { name: 'secret', type: 'secret', first: true },
    { name: 'authorization', type: 'secret', first: true },
    { name: 'body', type: 'choice', options: ['ndjson', 'array'] },
    { name: 'maxBytes', type: 'number', placeholder: '1048576' },
    { name: 'maxEvents', type: 'number', placeholder: '1000' },
    gzip,
  ],
  splunk: [
    {
      name: 'url',
      type: 'text',
      required: true,
      first: true,
      placeholder: 'https://splunk.example.com:8088',
    },
    { name: 'token', type: 'secret', required: true, first: true },
    { name: 'acknowledge', type: 'switch', first: true },
    { name: 'index', type: 'text', first: true },
    { name: 'source', type: 'text', placeholder: 'jumpcloud' },
    { name: 'sourcetype', type: 'text' },
    { name: 'host', type: 'text' },
    { name: 'maxBytes', type: 'number', placeholder: '800000' },
    gzip,
  ],
  elasticsearch: [
    {
      name: 'url',
      type: 'text',
      required: true,
      first: true,
      placeholder: 'https://elastic.example.com:9200',
    },
    { name: 'index', type: 'text', required: true, first: true, placeholder: 'logs-jumpcloud' },
    { name: 'apiKey', type: 'secret', first: true },
    { name: 'username', type: 'text', first: true },
    { name: 'password', type: 'secret', first: true, when: (values) => (values.username ?? '') !== '' },
    { name: 'pipeline', type: 'text' },
    { name: 'maxBytes', type: 'number', placeholder: '5242880' },
    gzip,
  ],
  syslog: [
    { name: 'host', type: 'text', required: true, first: true, placeholder: 'syslog.example.com' },
    { name: 'port', type: 'number', first: true, placeholder: '6514' },
    { name: 'transport', type: 'choice', first: true, options: ['tls', 'tcp'] },
    { name: 'facility', type: 'text', placeholder: 'local0' },
    { name: 'hostname', type: 'text' },
    { name: 'maxBytes', type: 'number', placeholder: '8192' },
    { name: 'bom', type: 'switch' },
    { name: 'confirm', type: 'switch' },
    ...pem.map((field) => ({ ...field, when: (values: SinkValues) => values.transport !== 'tcp' })),
  ],
  s3: [
    { name: 'bucket', type: 'text', required: true, first: true },
    { name: 'region', type: 'text', first: true, placeholder: 'eu-central-1' },
    { name: 'accessKeyId', type: 'text', required: true, first: true },
    { name: 'secretAccessKey', type: 'secret', required: true, first: true },
    { name: 'layout', type: 'choice', first: true, options: ['lake', 'security-lake'] },
    { name: 'source', type: 'text', first: true, when: (values) => values.layout === 'security-lake' },
    { name: 'accountId', type: 'text', first: true, when: (values) => values.layout === 'security-lake' },
    { name: 'endpoint', type: 'text', placeholder: 'https://minio.example.com' },
    { name: 'prefix', type: 'text' },
    { name: 'pathStyle', type: 'switch' },
    { name: 'maxBytes', type: 'number', placeholder: '16777216' },
    { name: 'maxAge', type: 'text', placeholder: 'PT5M' },
  ],
  kafka: [
    { name: 'brokers', type: 'lines', required: true, first: true },
    { name: 'topic', type: 'text', required: true, first: true },
    { name: 'tls', type: 'switch', first: true },
    {
      name: 'mechanism',
      type: 'choice',
      first: true,
      options: ['', 'PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'],
    },
    { name: 'username', type: 'text', first: true, when: (values) => (values.mechanism ?? '') !== '' },
    { name: 'password', type: 'secret', first: true, when: (values) => (values.mechanism ?? '') !== '' },
    { name: 'compression', type: 'choice', options: ['lz4', 'none', 'gzip', 'snappy', 'zstd'] },
    { name: 'maxBytes', type: 'number', placeholder: '1000000' },
    ...pem.map((field) => ({ ...field, when: (values: SinkValues) => values.tls !== 'false' })),
  ],
};

export const isSecret = (field: SinkField) => secretTypes.includes(field.type);

export function labelOf(kind: string, field: string): string {
  return text.feeds.sinks.fields[kind]?.[field] ?? field;
}

/** The settings of a sink, those of its own kind. */
export function settingsOf(sink: Sink): SinkSettings {
  return (sink as unknown as Record<string, SinkSettings | null | undefined>)[sink.kind] ?? {};
}

/** Settings as a form shows them; secrets are never among them. */
export function valuesOf(kind: string, settings: SinkSettings): SinkValues {
  const fields = (sinkKinds[kind] ?? []).filter((field) => !isSecret(field));
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = settings[name];
      if (value === null || value === undefined) return [];
      return [[name, Array.isArray(value) ? value.join('\n') : String(value)]];
    }),
  );
}

/** What is sent: of a new sink what was filled in, of another one what differs from before. */
export function settingsBody(kind: string, values: SinkValues, before: SinkValues = {}): SinkSettings {
  const body: SinkSettings = {};
  for (const field of sinkKinds[kind] ?? []) {
    const value = (values[field.name] ?? '').trim();
    const same = value === (before[field.name] ?? '').trim();
    if (same || (field.when && !field.when(values)) || (value === '' && isSecret(field))) continue;
    body[field.name] = read(field.type, value);
  }
  return body;
}

function read(type: FieldType, value: string): string | number | boolean | string[] | null {
  if (type === 'number') return value === '' ? null : Number(value);
  if (type === 'switch') return value === '' ? null : value === 'true';
  if (type === 'lines') return value.split(/[\s,]+/).filter(Boolean);
  return value;
}
