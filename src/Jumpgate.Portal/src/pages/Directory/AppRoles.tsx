import { Anchor, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { userRolesQuery } from '../../api/queries';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import classes from './Attributes.module.css';

const t = text.roles.explain;

/** The application roles of a user, each with the rules and groups that give it. */
export function AppRoles({ directory, user }: { directory: string; user: string }) {
  const roles = useQuery(userRolesQuery(directory, user));
  if (roles.isError) return <Fault error={roles.error} />;
  if (roles.isPending) return <Skeleton h={160} />;
  const u = roles.data;
  const stored = u.stored.map((role) => role.role_name).join();
  return (
    <Stack gap="lg">
      {u.roles.length === 0 && <Text c="dimmed">{t.none}</Text>}
      <dl className={classes.list}>
        {u.roles.map((role) => (
          <div key={role.role_name} className={classes.row}>
            <dt>{role.role_name}</dt>
            <dd>{role.because}</dd>
          </div>
        ))}
      </dl>
      {u.version !== null && stored !== u.roles.map((role) => role.role_name).join() && (
        <Text c="dimmed">{t.stored}</Text>
      )}
      {u.rules.length > 0 && (
        <section aria-label={t.rules}>
          <Title order={3}>{t.rules}</Title>
          <dl className={classes.list}>
            {u.rules.map((rule) => (
              <div key={rule.line} className={classes.row}>
                <dt>{t.line(rule.line)}</dt>
                <dd>
                  <span className="mono">{rule.text}</span>
                  {rule.paths.map((path, i) => (
                    <Text key={i} fz="sm" c="dimmed">
                      {t.through} {path.map((group) => group.name ?? group.id).join(' → ')}
                    </Text>
                  ))}
                  {rule.lost.length > 0 && (
                    <Text fz="sm" c="dimmed">
                      {t.lost(rule.lost.join(', '))}
                    </Text>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <Anchor component={Link} to={`/roles/mapping?directory=${directory}`} fz="sm">
        {t.open}
      </Anchor>
    </Stack>
  );
}
