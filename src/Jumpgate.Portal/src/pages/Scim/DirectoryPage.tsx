import { Anchor, Skeleton } from '@mantine/core';
import { IconLayersLinked } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { directoryQuery } from '../../api/queries';
import { usePollInterval } from '../../app/live';
import { useMay, useOwnTenant } from '../../app/session';
import { Blank } from '../../components/Blank';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { text } from '../../text';
import { HandOver } from '../Settings/HandOver';
import { DirectoryTabs } from './DirectoryTabs';
import { directoryState } from './state';

const t = text.scim;

/** One directory that is pushed: how to connect it, what arrived, what happened. */
export function Page() {
  const { id = '', tab = 'provisioning' } = useParams();
  const navigate = useNavigate();
  const mayLink = useMay('link');
  const directory = useQuery({ ...directoryQuery(id), refetchInterval: usePollInterval(true) });
  useOwnTenant(directory.data?.tenant);
  const back = { to: '/connections', label: text.connections.title };
  const home = `/connections/scim/${id}`;

  if (directory.isPending)
    return (
      <>
        <PageHeader title={t.loading} back={back} />
        <Skeleton h={360} />
      </>
    );
  if (directory.isError)
    return (
      <>
        <PageHeader title={t.failed} back={back} />
        <Fault error={directory.error} />
      </>
    );
  const d = directory.data;
  if (!d.scim)
    return (
      <>
        <PageHeader title={d.name} back={back} />
        <Blank
          icon={<IconLayersLinked />}
          title={t.notPushed}
          action={
            <Anchor component={Link} to={`/connections/${d.organizationId}`}>
              {t.notPushedOpen}
            </Anchor>
          }
        >
          {t.notPushedDetail}
        </Blank>
      </>
    );
  const state = directoryState(d);
  return (
    <>
      <PageHeader
        title={d.name}
        back={back}
        chip={<StatusChip {...state} live />}
        actions={mayLink && <HandOver tenant={d.tenant} directory={d.id} />}
      />
      <DirectoryTabs
        directory={d}
        tab={tab}
        onTab={(to) => void navigate(to === 'provisioning' ? home : `${home}/${to}`)}
        placeOf={(kind) => `${home}/${kind}`}
      />
    </>
  );
}
