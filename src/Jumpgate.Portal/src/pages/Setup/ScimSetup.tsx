import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { directoryQuery } from '../../api/queries';
import { RightsContext } from '../../app/session';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { text } from '../../text';
import { DirectoryTabs } from '../Scim/DirectoryTabs';
import { ProviderChoice } from '../Scim/ProviderChoice';
import { directoryState } from '../Scim/state';
import type { OpenedSetup } from './SetupLinkPage';
import { WhoseLink } from './WhoseLink';

const t = text.scim;
// What the link's routes allow: the directory's tokens are the visitor's to make and revoke.
const rights = ['read', 'link'];

interface ScimSetupProps {
  link: OpenedSetup;
  tab: string;
  onTab(tab: string): void;
  placeOf(kind: string): string;
}

/** SCIM set up by somebody without an account: choose a provider, follow its guide, see what arrives. */
export function ScimSetup({ link, tab, onTab, placeOf }: ScimSetupProps) {
  const [made, setMade] = useState(link.directory);
  const directory = useQuery({
    ...directoryQuery(made ?? ''),
    enabled: made !== null,
    refetchInterval: 2_000,
  });
  const lead = <WhoseLink link={link} />;
  if (made === null)
    return (
      <div>
        <PageHeader title={t.title} lead={lead} />
        <ProviderChoice app={link.tenant} onMade={(directory) => setMade(directory.id)} />
      </div>
    );
  return (
    <div>
      <PageHeader
        title={t.title}
        lead={lead}
        chip={directory.data && <StatusChip {...directoryState(directory.data)} live />}
      />
      {directory.isPending && <Skeleton h={360} />}
      {directory.isError && <Fault error={directory.error} focus />}
      {directory.data && (
        <RightsContext value={rights}>
          <DirectoryTabs directory={directory.data} tab={tab} onTab={onTab} placeOf={placeOf} guest />
        </RightsContext>
      )}
    </div>
  );
}
