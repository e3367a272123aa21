import { Button, Grid, Group, List, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Organization } from '../../api/types';
import { useMay } from '../../app/session';
import { NoRight } from '../../components/NoRight';
import { PageHeader } from '../../components/PageHeader';
import { text } from '../../text';
import { LinkForm } from './LinkForm';
import type { LinkMethod } from './link';
import { MethodChoice } from './MethodChoice';

const t = text.link;

/** Links a JumpCloud organization: what to do over there on the left, what to enter here on the right. */
export function Page() {
  const [method, setMethod] = useState<LinkMethod>('service_account');
  const [linked, setLinked] = useState<Organization | null>(null);
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
      <PageHeader title={t.title} back={origin} />
      <Grid gap={48}>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Paper className="surface" p="lg">
            <Stack gap="lg">
              <MethodChoice value={method} onChange={setMethod} />
              <LinkForm
                key={method}
                method={method}
                submit={fromIntegrations && method === 'service_account' ? t.addJumpCloud : t.connect}
                onLinked={setLinked}
                onCancel={leave}
              />
            </Stack>
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }} order={{ base: -1, md: 1 }}>
          <Title order={2} mb="sm">
            {t.before}
          </Title>
          <List type="ordered" spacing="sm" c="dimmed">
            {(method === 'service_account' ? t.steps : t.keySteps).map((words, i) => (
              <List.Item key={i}>
                {words.map((word, n) => (
                  <Fragment key={n}>
                    {n % 2 === 0 ? word : <strong className="label">{word}</strong>}
                  </Fragment>
                ))}
              </List.Item>
            ))}
          </List>
        </Grid.Col>
      </Grid>
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
