import { Grid, List, Paper, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import type { Organization } from '../../api/types';
import { Labelled } from '../../components/Labelled';
import { text } from '../../text';
import { LinkForm } from './LinkForm';
import type { LinkMethod } from './link';
import { MethodChoice } from './MethodChoice';

const t = text.link;

interface LinkDeskProps {
  tenant: string;
  submit(method: LinkMethod): string;
  onLinked(organization: Organization): void;
  onCancel?(): void;
}

/** What to enter here on the left, what to do in JumpCloud before on the right. */
export function LinkDesk({ tenant, submit, onLinked, onCancel }: LinkDeskProps) {
  const [method, setMethod] = useState<LinkMethod>('service_account');
  return (
    <Grid gap={48}>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Paper className="surface" p="lg">
          <Stack gap="lg">
            <MethodChoice value={method} onChange={setMethod} />
            <LinkForm
              key={method}
              tenant={tenant}
              method={method}
              submit={submit(method)}
              onLinked={onLinked}
              onCancel={onCancel}
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
              <Labelled words={words} />
            </List.Item>
          ))}
        </List>
      </Grid.Col>
    </Grid>
  );
}
