import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Resource } from '../../api/types';
import { text } from '../../text';
import { kindOf } from './kinds';

const t = text.resource;

/** Where one human has several accounts: which they are, and why they stay apart. */
export function PersonAccounts({ resource }: { resource: Resource }) {
  const accounts = resource.person?.accounts ?? [];
  if (accounts.length < 2) return null;
  const others = accounts.find((a) => a.id !== resource.id);
  return (
    <Alert
      color="accent"
      icon={<IconUsers aria-hidden />}
      title={t.several(accounts.length)}
      data-code="several_accounts"
    >
      <Stack gap={8}>
        <Text>{t.severalDetail}</Text>
        <ul style={{ margin: 0, paddingInlineStart: 18 }} aria-label={t.accounts}>
          {accounts.map((a) => (
            <li key={`${a.directory}/${a.id}`}>
              {a.id === resource.id ? (
                <Text span fw={500}>
                  {a.name ?? a.id} ({t.thisOne})
                </Text>
              ) : (
                <Anchor
                  component={Link}
                  to={`/directory/${kindOf(a.kind)?.route ?? 'users'}?directory=${a.directory}&open=${a.id}`}
                >
                  {a.name ?? a.id}
                </Anchor>
              )}{' '}
              · {kindOf(a.kind)?.one ?? a.kind}
            </li>
          ))}
        </ul>
        {others && <Text fz="sm">{t.because(others.reason, others.confidence)}</Text>}
      </Stack>
    </Alert>
  );
}
