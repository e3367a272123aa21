import { Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { RoleTest } from '../../api/types';
import { text } from '../../text';
import classes from './Preview.module.css';

const t = text.roles.tests;

/** How the tests beside the rules went. */
export function Tests({ tests }: { tests: RoleTest[] }) {
  if (tests.length === 0) return null;
  const failed = tests.filter((test) => !test.passed);
  const names = (roles: string[]) => roles.join(', ') || t.nothing;
  return (
    <section aria-label={t.title} className={classes.tests}>
      <Text fw={500} data-passed={failed.length === 0}>
        {failed.length === 0 ? (
          <IconCircleCheck size={18} aria-hidden />
        ) : (
          <IconCircleX size={18} aria-hidden />
        )}
        {failed.length === 0 ? t.passed(tests.length) : t.failed(failed.length)}
      </Text>
      <ul>
        {failed.map((test) => (
          <li key={test.line}>
            {t.one(test.line, test.user)}: {t.expected} {names(test.expected)}, {t.got} {names(test.got)}
          </li>
        ))}
      </ul>
    </section>
  );
}
