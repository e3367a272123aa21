import { Group, Text } from '@mantine/core';
import type { CredentialState } from '../../api/types';
import { Ago } from '../../components/Ago';
import { CopyId } from '../../components/CopyId';
import { Fact, Facts } from '../../components/Facts';
import { StatusChip } from '../../components/StatusChip';
import { date } from '../../components/words';
import { text } from '../../text';

const t = text.connection;

/** What is known of a credential; the secret itself by its last characters only. */
export function Credential({
  credential: c,
  standby = false,
}: {
  credential: CredentialState;
  standby?: boolean;
}) {
  const soon = c.daysLeft !== null && c.daysLeft <= 30;
  return (
    <Facts min={150}>
      <Fact label={standby ? t.credential.standby : t.credential.active}>
        <Group gap="xs">
          {c.method === 'api_key' ? text.link.apiKey : text.link.serviceAccount}
          {c.state !== 'active' && (
            <StatusChip status={c.state} label={t.credential.states[c.state] ?? c.state} />
          )}
        </Group>
      </Fact>
      {c.clientId && (
        <Fact label={text.link.clientId}>
          <CopyId value={c.clientId} label={text.link.clientId} keep={16} />
        </Fact>
      )}
      <Fact label={c.method === 'api_key' ? text.link.apiKeyField : text.link.clientSecret}>
        <span className="mono">••••{c.suffix}</span>
      </Fact>
      <Fact label={t.credential.proven}>
        <Ago at={c.provenAt} none={t.notYet} />
      </Fact>
      <Fact label={t.credential.ends}>
        {c.expiresAt === null ? (
          t.credential.noEnd
        ) : (
          <span>
            {date(c.expiresAt)}
            {c.daysLeft !== null && (
              <Text span c={soon ? 'red' : 'dimmed'} fz="sm">
                {' '}
                · {t.credential.days(c.daysLeft)}
              </Text>
            )}
          </span>
        )}
      </Fact>
    </Facts>
  );
}
