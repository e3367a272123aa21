import { Button, Divider, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../../api/client';
import type { Organization } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Fault } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { text } from '../../text';
import { Credential } from './Credential';
import { StageForm } from './StageForm';

const t = text.rotate;

type Act = 'prove' | 'switch' | 'drop';

/** A second secret beside the one in use: staged, proven against JumpCloud, switched to, the other dropped. */
export function StandbyCredential({ organization: o }: { organization: Organization }) {
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [dropping, setDropping] = useState(false);
  const refresh = () =>
    Promise.all(
      ['organization', 'organizations'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  const act = useMutation({
    mutationFn: (what: Act) => post(`/v1/organizations/${o.id}/credentials`, { do: what }),
    onSuccess: () => setDropping(false),
    onSettled: refresh,
  });
  const button = (what: Act, label: string, variant?: string) => (
    <Button
      variant={variant}
      loading={act.isPending && act.variables === what}
      disabled={act.isPending && act.variables !== what}
      onClick={() => act.mutate(what)}
    >
      {label}
    </Button>
  );

  const told = <span role="status">{act.isSuccess ? t.done[act.variables] : ''}</span>;

  return (
    <Section title={t.title}>
      <Stack gap="md">
        <Text c="dimmed" maw={640}>
          {t.lead}
        </Text>
        <Credential credential={o.credential} />
        {o.standby && (
          <>
            <Divider />
            <Credential credential={o.standby} standby />
            <Group gap="xs">
              {button('switch', t.switch)}
              {button('prove', t.prove, 'default')}
              <Button
                variant="default"
                disabled={act.isPending}
                onClick={() => {
                  act.reset();
                  setDropping(true);
                }}
              >
                {t.drop}
              </Button>
              {told}
            </Group>
          </>
        )}
        {!o.standby && !adding && (
          <Group>
            <Button variant="default" onClick={() => setAdding(true)}>
              {t.rotate}
            </Button>
            {told}
          </Group>
        )}
        {adding && !o.standby && (
          <>
            <Divider />
            <StageForm
              organization={o}
              onStaged={async () => {
                act.reset();
                await refresh();
                setAdding(false);
              }}
              onCancel={() => setAdding(false)}
            />
          </>
        )}
        {act.isError && act.variables !== 'drop' && <Fault error={act.error} focus />}
      </Stack>
      <ConfirmDialog
        opened={dropping}
        title={t.dropTitle}
        verb={t.drop}
        grave
        busy={act.isPending}
        error={act.error}
        onConfirm={() => act.mutate('drop')}
        onClose={() => setDropping(false)}
      >
        <Text>{t.dropText(o.standby?.suffix ?? '')}</Text>
      </ConfirmDialog>
    </Section>
  );
}
