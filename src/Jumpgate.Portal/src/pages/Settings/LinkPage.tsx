import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Organization } from '../../api/types';
import { useMay, useSession } from '../../app/session';
import { NoRight } from '../../components/NoRight';
import { PageHeader } from '../../components/PageHeader';
import { text } from '../../text';
import { HandOver } from './HandOver';
import { LinkDesk } from './LinkDesk';

const t = text.link;

/** Links a JumpCloud organization, or hands that to somebody else. */
export function Page() {
  const [linked, setLinked] = useState<Organization | null>(null);
  const { tenant } = useSession();
  const navigate = useNavigate();
  const fromIntegrations = useLocation().pathname.startsWith('/settings/');
  const origin = fromIntegrations
    ? { to: '/settings/integrations', label: text.integrations.title }
    : { to: '/connections', label: text.connections.title };
  const leave = () => void navigate(origin.to);
  if (!useMay('link'))
    return (
      <>
        <PageHeader title={t.title} back={origin} />
        <NoRight>{text.noRight.link}</NoRight>
      </>
    );

  return (
    <>
      <PageHeader title={t.title} back={origin} actions={<HandOver tenant={tenant} />} />
      <LinkDesk
        tenant={tenant}
        submit={(method) => (fromIntegrations && method === 'service_account' ? t.addJumpCloud : t.connect)}
        onLinked={setLinked}
        onCancel={leave}
      />
      <Modal
        opened={linked !== null}
        onClose={leave}
        title={t.connectedTitle}
        closeButtonProps={{ 'aria-label': t.connectedClose }}
        centered
      >
        {linked && (
          <Stack>
            <Group wrap="nowrap" align="flex-start">
              <IconCircleCheck
                size={24}
                color="var(--mantine-color-green-7)"
                aria-hidden
                style={{ flex: 'none' }}
              />
              <Text>{t.connectedText(linked.organization.name ?? linked.name, linked.organization.id)}</Text>
            </Group>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={leave}>
                {t.connectedClose}
              </Button>
              <Button data-autofocus onClick={() => void navigate(`/connections/${linked.id}`)}>
                {t.connectedOpen}
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  );
}
