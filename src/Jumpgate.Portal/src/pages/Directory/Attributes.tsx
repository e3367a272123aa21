import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { Resource } from '../../api/types';
import { Ago } from '../../components/Ago';
import { text } from '../../text';
import { rows } from './attributes';
import classes from './Attributes.module.css';

const t = text.resource;
export function Attributes({ resource }: { resource: Resource }) {
  const shown = rows(resource.attributes).filter((r) => r.value !== '');
  const bare = resource.notes?.find((n) => n.code === 'admin_without_profile');
  return (
    <Stack gap="md">
      {bare && (
        <Alert
          color="gray"
          icon={<IconInfoCircle aria-hidden />}
          title={t.noProfile}
          data-code="admin_without_profile"
        >
          {t.noProfileDetail}{' '}
          <Anchor href={bare.docs} target="_blank">
            {text.problem.help}
          </Anchor>
        </Alert>
      )}
      {shown.length === 0 && <Text c="dimmed">{t.noAttributes}</Text>}
      <dl className={classes.list}>
        {shown.map((row) => (
          <div key={row.path} className={classes.row}>
            <dt title={row.path}>{row.label}</dt>
            <dd>{isMoment(row.value) ? <Ago at={row.value} /> : row.value}</dd>
          </div>
        ))}
      </dl>
    </Stack>
  );
}

function isMoment(value: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);
}
