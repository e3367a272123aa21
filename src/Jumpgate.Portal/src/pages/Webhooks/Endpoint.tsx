import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { post } from '../../api/client';
import { directoriesQuery } from '../../api/queries';
import type { Webhook } from '../../api/types';
import { useSession } from '../../app/session';
import { Ago } from '../../components/Ago';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { CopyField } from '../../components/CopyField';
import { Fact, Facts } from '../../components/Facts';
import { RemoveButton } from '../../components/Removal';
import { Section } from '../../components/Section';
import { exact } from '../../components/words';
import { text } from '../../text';
import { keepSecret, secretOf } from './state';

const t = text.webhooks;

/** What an endpoint is set to, and its signing secret. */
export function Endpoint({ webhook: w }: { webhook: Webhook }) {
  const { tenant } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const directories = useQuery(directoriesQuery(tenant));
  const nameOf = (id: string) => directories.data?.find((d) => d.id === id)?.name ?? id;
  const secret = secretOf(w);
  return (
    <Section
      title={t.facts.title}
      aside={
        <Group gap="xs">
          <Rotate webhook={w} />
          <RemoveButton
            size="xs"
            path={`/v1/webhooks/${w.id}`}
            verb={t.remove}
            question={t.removeTitle(w.name)}
            detail={t.removeText}
            onRemoved={async () => {
              await navigate('/webhooks');
              client.removeQueries({ queryKey: ['webhooks', 'one', w.id] });
              void client.invalidateQueries({ queryKey: ['webhooks'] });
            }}
          />
        </Group>
      }
    >
      <Stack gap="md">
        <Facts min={280}>
          <Fact label={t.facts.url}>{w.url ?? t.facts.polled}</Fact>
          <Fact label={t.facts.events}>
            {w.events.length === 0 || w.events.includes('*') ? (
              t.all
            ) : (
              <Text component="span" className="mono" style={{ whiteSpace: 'pre-line' }}>
                {w.events.join('\n')}
              </Text>
            )}
          </Fact>
          <Fact label={t.facts.directories}>
            {w.directories.length === 0 ? t.facts.allDirectories : w.directories.map(nameOf).join(', ')}
          </Fact>
          <Fact label={t.facts.order}>{w.ordered ? t.facts.ordered : t.facts.unordered}</Fact>
          <Fact label={t.facts.format}>{t.facts.formats[w.format] ?? w.format}</Fact>
          <Fact label={t.facts.made}>
            <Ago at={w.createdAt} />
          </Fact>
          {secret === undefined && (
            <Fact label={t.secret.label}>
              <span className="mono">{t.secret.ends(w.secretSuffix)}</span>
            </Fact>
          )}
        </Facts>
        {secret !== undefined && (
          <Stack maw={640} gap="xs">
            <CopyField
              label={t.secret.label}
              value={secret}
              secret
              copy={t.secret.copy}
              copied={text.scim.values.copied}
            />
            <Alert color="yellow" role="status" icon={<IconAlertTriangle aria-hidden />}>
              {t.secret.once}
            </Alert>
          </Stack>
        )}
        {w.oldSecretUntil && (
          <Text c="dimmed">
            {t.secret.old} {exact(w.oldSecretUntil)}.
          </Text>
        )}
      </Stack>
    </Section>
  );
}

function Rotate({ webhook }: { webhook: Webhook }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [overlap, setOverlap] = useState('P1D');
  const rotate = useMutation({
    mutationFn: () => post<Webhook>(`/v1/webhooks/${webhook.id}/rotate`, { overlap }),
    async onSuccess(made) {
      keepSecret(made);
      await client.invalidateQueries({ queryKey: ['webhooks'] });
      setAsking(false);
    },
  });
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {t.secret.rotate}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t.secret.rotateTitle}
        verb={t.secret.rotate}
        busy={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate()}
        onClose={() => {
          setAsking(false);
          rotate.reset();
        }}
      >
        <Text>{t.secret.rotateText}</Text>
        <Select
          label={t.secret.overlap}
          data={t.secret.overlaps}
          value={overlap}
          onChange={(value) => setOverlap(value ?? overlap)}
        />
      </ConfirmDialog>
    </>
  );
}
