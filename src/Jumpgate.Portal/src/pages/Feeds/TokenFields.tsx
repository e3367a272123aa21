import { Autocomplete, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { Region } from '../../api/types';
import { text } from '../../text';
import { PasteField } from '../Settings/PasteField';

const t = text.feeds.new;

export interface TokenDraft {
  token: string;
  clientId: string;
  /** The token is a Client Secret, not an API key. */
  isSecret: boolean;
}

interface TokenFieldsProps {
  regions: Region[];
  baseUrl: string;
  onBaseUrl(address: string): void;
  value: TokenDraft;
  onChange(values: Partial<TokenDraft>): void;
  ends: string;
  onEnds(day: string): void;
  errors: { baseUrl?: string; token?: string; clientId?: string; ends?: string };
}

/** Where the API is and what opens it: an API key, or the Client Secret of a service account with its Client ID. */
export function TokenFields(props: TokenFieldsProps) {
  const { regions, baseUrl, onBaseUrl, value, onChange, ends, onEnds, errors } = props;
  const [kind, setKind] = useState('');
  const odd =
    value.token !== '' && !value.isSecret && ['unknown', 'organization_id', 'client_id'].includes(kind);
  const takeRegion = (name: string) => {
    const found = regions.find((region) => region.name === name)?.insights;
    if (found) onBaseUrl(found);
  };
  return (
    <>
      <Autocomplete
        size="md"
        name="baseUrl"
        label={t.baseUrl}
        description={t.baseUrlHint}
        data={regions.flatMap((region) => region.insights ?? [])}
        filter={({ options }) => options}
        renderOption={({ option }) => (
          <div>
            <Text>{regions.find((region) => region.insights === option.value)?.label}</Text>
            <Text fz="xs" c="dimmed">
              {option.value}
            </Text>
          </div>
        )}
        value={baseUrl}
        onChange={onBaseUrl}
        error={errors.baseUrl}
        spellCheck={false}
      />
      <TextInput label={t.authorization} value={t.bearer} readOnly variant="filled" />
      <Stack gap={6}>
        <PasteField
          name="token"
          label={t.token}
          secret
          value={value.token}
          onChange={(token) => {
            onChange({ token });
            setKind('');
          }}
          onKind={(found) => {
            setKind(found);
            if (found === 'client_secret') onChange({ isSecret: true });
            if (found === 'api_key') onChange({ isSecret: false });
          }}
          onRegion={takeRegion}
          error={errors.token}
        />
        {odd && (
          <Text fz="sm" role="status">
            {t.tokenOdd}
          </Text>
        )}
        <Group gap="xs" wrap="nowrap" align="flex-start" c="dimmed">
          <IconLock size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <Text fz="sm">{t.tokenHint}</Text>
        </Group>
      </Stack>
      <Switch
        label={t.isSecret}
        checked={value.isSecret}
        onChange={(event) => onChange({ isSecret: event.currentTarget.checked })}
      />
      {value.isSecret && (
        <PasteField
          name="clientId"
          label={t.clientId}
          description={t.clientIdHint}
          value={value.clientId}
          onChange={(clientId) => onChange({ clientId })}
          onRegion={takeRegion}
          error={errors.clientId}
        />
      )}
      <TextInput
        type="date"
        name="expiresAt"
        maw={240}
        label={t.ends}
        description={t.endsHint}
        value={ends}
        onChange={(event) => onEnds(event.currentTarget.value)}
        error={errors.ends}
      />
    </>
  );
}
