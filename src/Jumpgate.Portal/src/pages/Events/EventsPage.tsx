import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconActivity } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { organizationsQuery } from '../../api/queries';
import { useMay, useSession } from '../../app/session';
import { Blank } from '../../components/Blank';
import { NoRight } from '../../components/NoRight';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { EventSearch } from './EventSearch';

const t = text.log;

/** The event log of an organization: searched, counted, followed. */
export function Page() {
  const { tenant } = useSession();
  const may = useMay('raw');
  const [params] = useSearchParams();
  const organizations = useQuery(organizationsQuery(tenant));
  const all = organizations.data ?? [];
  const organization = all.find((o) => o.id === params.get('organization')) ?? all[0];
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      {!may ? (
        <NoRight>{t.noRight}</NoRight>
      ) : organizations.isError ? (
        <Fault error={organizations.error} />
      ) : organizations.isPending ? (
        <Skeleton h={360} />
      ) : organization === undefined ? (
        <Blank icon={<IconActivity />} title={t.noOrganization}>
          {t.noneDetail}
        </Blank>
      ) : (
        <EventSearch key={organization.id} organization={organization} all={all} />
      )}
    </>
  );
}
