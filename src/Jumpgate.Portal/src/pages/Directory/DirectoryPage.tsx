import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlug } from '@tabler/icons-react';
import { Link, Navigate, useParams, useSearchParams } from 'react-router';
import { directoriesQuery } from '../../api/queries';
import { useMay, useSession } from '../../app/session';
import { Blank } from '../../components/Blank';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { kindOf } from './kinds';
import { Listing } from './Listing';

const t = text.directory;

/** One kind of resource of one directory. */
export function Page() {
  const kind = kindOf(useParams().kind);
  const { tenant } = useSession();
  const mayLink = useMay('link');
  const [params] = useSearchParams();
  const directories = useQuery(directoriesQuery(tenant));
  if (kind === undefined) return <Navigate to="/directory/users" replace />;
  const all = directories.data ?? [];
  const directory = all.find((d) => d.id === params.get('directory')) ?? all[0];
  if (directory !== undefined)
    return (
      <Listing key={`${directory.id}/${kind.route}`} kind={kind} directory={directory} directories={all} />
    );
  return (
    <>
      <PageHeader title={kind.label} />
      {directories.isError && <Fault error={directories.error} />}
      {directories.isPending && <Skeleton h={480} />}
      {directories.isSuccess && (
        <Blank
          icon={<kind.icon />}
          title={t.noDirectory}
          action={
            mayLink && (
              <Button
                component={Link}
                to="/settings/integrations"
                leftSection={<IconPlug size={16} aria-hidden />}
              >
                {t.connect}
              </Button>
            )
          }
        >
          {mayLink ? t.noDirectoryDetail : text.noRight.link}
        </Blank>
      )}
    </>
  );
}
