import { Anchor, Code, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconHelpCircle, IconSearch } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { codesQuery } from '../../api/queries';
import { Blank } from '../../components/Blank';
import { useSearchKey } from '../../components/keys';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import classes from './CodesPage.module.css';

const t = text.help;

/** "What does this code mean?" */
export function Page() {
  const codes = useQuery(codesQuery);
  const [params, setParams] = useSearchParams();
  const { hash } = useLocation();
  const field = useSearchKey();
  const asked = (params.get('q') ?? '').toLowerCase();
  const shown = (codes.data ?? []).filter((c) =>
    `${c.code} ${c.title} ${c.fix}`.toLowerCase().includes(asked),
  );

  useEffect(() => {
    if (hash.length > 1 && codes.data)
      document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'center' });
  }, [hash, codes.data]);

  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <TextInput
        ref={field}
        mb="md"
        w={400}
        maw="100%"
        leftSection={<IconSearch size={16} aria-hidden />}
        placeholder={t.search}
        aria-label={t.search}
        value={params.get('q') ?? ''}
        onChange={(e) =>
          setParams(e.currentTarget.value ? { q: e.currentTarget.value } : {}, { replace: true })
        }
      />
      {codes.isError && <Fault error={codes.error} />}
      {codes.isPending && <Skeleton h={400} />}
      {codes.data && shown.length === 0 && <Blank icon={<IconHelpCircle />} title={t.none} />}
      <Stack component="ul" gap={0} className={classes.list}>
        {shown.map((c) => (
          <li
            key={c.code}
            id={c.code}
            className={classes.code}
            data-here={hash === `#${c.code}` || undefined}
          >
            <div>
              <Code>{c.code}</Code>
            </div>
            <div>
              <Text fw={500}>{c.title}</Text>
              <Text c="dimmed">{c.fix}</Text>
              <Anchor href={c.docs} target="_blank" fz="sm" aria-label={t.guideFor(c.code)}>
                {t.guide}
              </Anchor>
            </div>
          </li>
        ))}
      </Stack>
    </>
  );
}
