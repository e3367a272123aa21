import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { ApiError, post } from '../../api/client';
import type { Organization } from '../../api/types';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { blanks, type LinkFields, type LinkMethod } from '../Settings/link';
import { MethodChoice } from '../Settings/MethodChoice';
import { SecretFields } from '../Settings/SecretFields';

const t = text.rotate;

interface StageFormProps {
  organization: Organization;
  onStaged(): void;
  onCancel(): void;
}

/** Takes the second credential; the server proves it against JumpCloud before it keeps it. */
export function StageForm({ organization: o, onStaged, onCancel }: StageFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [method, setMethod] = useState(o.method as LinkMethod);
  const [fields, setFields] = useState<Omit<LinkFields, 'region'>>({
    clientId: o.credential.clientId ?? '',
  });
  const [missing, setMissing] = useState<Partial<Record<keyof LinkFields, string>>>({});
  const stage = useMutation({
    mutationFn: () =>
      post(`/v1/organizations/${o.id}/credentials`, {
        do: 'stage',
        method,
        ...(method === 'api_key'
          ? { apiKey: fields.apiKey }
          : { clientId: fields.clientId, clientSecret: fields.clientSecret }),
        expiresAt: fields.expiresAt ? `${fields.expiresAt}T23:59:59Z` : null,
      }),
    onSuccess: onStaged,
  });
  const refused = stage.error instanceof ApiError ? stage.error : null;

  function set(name: keyof LinkFields, value: string) {
    setFields((before) => ({ ...before, [name]: value }));
    setMissing((before) => ({ ...before, [name]: undefined }));
    if (refused?.field(name)) stage.reset();
  }

  function send(event: FormEvent) {
    event.preventDefault();
    if (stage.isPending) return;
    const empty = blanks(method, { region: o.region, ...fields });
    setMissing(empty);
    const first = Object.keys(empty)[0];
    if (first === undefined) stage.mutate();
    else form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  }

  const error = (name: keyof LinkFields) => missing[name] ?? refused?.field(name)?.detail;
  return (
    <form ref={form} onSubmit={send} noValidate aria-label={t.form} autoComplete="off">
      <Stack maw={560} gap="md">
        <MethodChoice value={method} onChange={setMethod} />
        <SecretFields
          method={method}
          field={(name) => ({
            name,
            value: (name === 'region' ? undefined : fields[name]) ?? '',
            onChange: (value) => set(name, value),
            onRegion: () => set(name, ''),
            error: error(name),
          })}
        />
        <TextInput
          type="date"
          name="expiresAt"
          label={text.link.expires}
          description={text.link.expiresHint}
          value={fields.expiresAt ?? ''}
          onChange={(event) => set('expiresAt', event.currentTarget.value)}
          error={error('expiresAt')}
        />
        <Text fz="sm" c="dimmed">
          {text.link.writeOnly}
        </Text>
        {stage.isError && <Fault error={stage.error} focus />}
        <Group gap="xs">
          <Button type="submit" loading={stage.isPending}>
            {t.stage}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {text.actions.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
