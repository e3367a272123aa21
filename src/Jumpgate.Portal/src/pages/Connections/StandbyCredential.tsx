import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { post } from '../../api/client';
import type { Organization } from '../../api/types';
import { Fault } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { text } from '../../text';
import { PasteField } from '../Settings/PasteField';
import { Credential } from './Overview';

const t = text.rotate;

type Act = 'stage' | 'prove' | 'switch' | 'drop';

/** A second secret beside the one in use: staged, proven against JumpCloud, switched to, the other dropped. */
export function StandbyCredential({ organization: o }: { organization: Organization }) {
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const byKey = o.method === 'api_key';
  const [secret, setSecret] = useState('');
  const [expires, setExpires] = useState('');
  const act = useMutation({
    mutationFn: (what: Act) =>
      post(`/v1/organizations/${o.id}/credentials`, {
        do: what,
        ...(what === 'stage' && {
          method: o.method,
          clientId: byKey ? null : o.credential.clientId,
          clientSecret: byKey ? null : secret,
          apiKey: byKey ? secret : null,
          expiresAt: expires ? `${expires}T23:59:59Z` : null,
        }),
      }),
    onSuccess(_, what) {
      if (what !== 'stage') return;
      setAdding(false);
      setSecret('');
      setExpires('');
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['organization'] }),
  });

  function stage(event: FormEvent) {
    event.preventDefault();
    if (secret.trim() !== '') act.mutate('stage');
  }

  const button = (what: Act, label: string, variant?: string) => (
    <Button
      variant={variant}
      size="xs"
      loading={act.isPending && act.variables === what}
      disabled={act.isPending && act.variables !== what}
      onClick={() => act.mutate(what)}
    >
      {label}
    </Button>
  );

  return (
    <Section title={t.title}>
      <Stack gap="md">
        <Text c="dimmed" maw={640}>
          {t.lead}
        </Text>
        <Credential credential={o.credential} />
        {o.standby && (
          <>
            <Credential credential={o.standby} standby />
            <Group gap="xs">
              {button('prove', t.prove, 'default')}
              {button('switch', t.switch)}
              {button('drop', t.drop, 'default')}
            </Group>
          </>
        )}
        {!o.standby && !adding && (
          <Group>
            <Button variant="default" onClick={() => setAdding(true)}>
              {t.rotate}
            </Button>
          </Group>
        )}
        {adding && (
          <form onSubmit={stage}>
            <Stack maw={480}>
              <PasteField
                name={byKey ? 'apiKey' : 'clientSecret'}
                label={byKey ? text.link.apiKeyField : text.link.clientSecret}
                secret
                value={secret}
                onChange={setSecret}
                onRegion={() => setSecret('')}
                autoFocus
              />
              <TextInput
                type="date"
                label={text.link.expires}
                value={expires}
                onChange={(e) => setExpires(e.currentTarget.value)}
              />
              <Text fz="sm" c="dimmed">
                {text.link.writeOnly}
              </Text>
              <Group gap="xs">
                <Button type="submit" loading={act.isPending}>
                  {t.stage}
                </Button>
                <Button variant="default" onClick={() => setAdding(false)}>
                  {text.actions.cancel}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
        {act.isError && <Fault error={act.error} focus />}
      </Stack>
    </Section>
  );
}
