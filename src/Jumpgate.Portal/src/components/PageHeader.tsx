import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { text } from '../text';

interface PageHeaderProps {
  title: string;
  lead?: ReactNode;
  chip?: ReactNode;
  actions?: ReactNode;
  back?: { to: string; label: string };
}

/** Where I am, one sentence, the state, and at most one primary button. */
export function PageHeader({ title, lead, chip, actions, back }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · ${text.product}`;
  }, [title]);
  return (
    <Stack gap={4} mb="lg">
      {back && (
        <Anchor component={Link} to={back.to} c="dimmed" fz="sm">
          <Group gap={4} component="span" wrap="nowrap">
            <IconArrowLeft size={14} aria-hidden />
            {back.label}
          </Group>
        </Anchor>
      )}
      <Group justify="space-between" align="center" mih={36}>
        <Group gap="sm">
          <Title order={1}>{title}</Title>
          {chip}
        </Group>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {lead && (
        <Text c="dimmed" maw={720} component="div">
          {lead}
        </Text>
      )}
    </Stack>
  );
}
