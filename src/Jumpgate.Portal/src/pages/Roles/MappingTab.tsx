import { Select, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconSitemap } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { ApiError } from '../../api/client';
import { directoriesQuery, mappingQuery } from '../../api/queries';
import { usePollInterval } from '../../app/live';
import { useSession } from '../../app/session';
import { Blank } from '../../components/Blank';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { MappingDesk } from './MappingDesk';
import { Versions } from './Versions';

const t = text.roles.mapping;

/** One directory's mapping: its text, what it would change, its versions. */
export function MappingTab() {
  const { tenant } = useSession();
  const [params, setParams] = useSearchParams();
  const directories = useQuery(directoriesQuery(tenant));
  const all = directories.data ?? [];
  const directory = all.find((d) => d.id === params.get('directory')) ?? all[0];
  const mapping = useQuery({
    ...mappingQuery(directory?.id ?? ''),
    enabled: directory !== undefined,
    refetchInterval: usePollInterval(true),
  });
  // A directory without a mapping is no fault here.
  const missing = mapping.error instanceof ApiError && mapping.error.problem.code === 'role_mapping_missing';
  if (directories.isError) return <Fault error={directories.error} />;
  if (directories.isPending) return <Skeleton h={320} />;
  if (directory === undefined)
    return (
      <Blank icon={<IconSitemap />} title={t.noDirectory}>
        {t.noDirectoryDetail}
      </Blank>
    );
  return (
    <Stack gap="lg">
      {all.length > 1 && (
        <Select
          label={t.directory}
          maw={320}
          data={all.map((d) => ({ value: d.id, label: d.name }))}
          value={directory.id}
          onChange={(id) => setParams(id === null ? {} : { directory: id })}
        />
      )}
      {mapping.isPending && <Skeleton h={320} />}
      {mapping.isError && !missing && <Fault error={mapping.error} />}
      {(mapping.data ?? missing) && (
        <>
          <MappingDesk
            key={`${directory.id}/${mapping.data?.version ?? 0}`}
            directory={directory}
            mapping={mapping.data ?? null}
          />
          {mapping.data && <Versions directory={directory} />}
        </>
      )}
    </Stack>
  );
}
