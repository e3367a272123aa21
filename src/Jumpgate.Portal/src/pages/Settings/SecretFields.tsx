import { text } from '../../text';
import type { LinkFields, LinkMethod } from './link';
import { PasteField } from './PasteField';

const t = text.link;

interface SecretFieldsProps {
  method: LinkMethod;
  /** What a field of this name holds and does. */
  field(name: keyof LinkFields): {
    name: string;
    value: string;
    onChange(value: string): void;
    onRegion(region: string): void;
    error?: string;
  };
}

/** What a credential of each method consists of. */
export function SecretFields({ method, field }: SecretFieldsProps) {
  if (method === 'api_key') return <PasteField label={t.apiKeyField} secret {...field('apiKey')} />;
  return (
    <>
      <PasteField label={t.clientId} {...field('clientId')} />
      <PasteField label={t.clientSecret} secret {...field('clientSecret')} />
    </>
  );
}
