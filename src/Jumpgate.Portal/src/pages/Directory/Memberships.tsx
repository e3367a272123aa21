import { Anchor, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { query } from '../../api/client';
import { edgesQuery } from '../../api/queries';
import type { Edge, Page, ResourceRef } from '../../api/types';
import { usePlaces } from '../../components/places';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { kindOf } from './kinds';
import classes from './Memberships.module.css';

const t = text.resource;

type End = 'from' | 'to';

interface MembershipsProps {
  directory: string;
  id: string;
  asOf: string;
  /** Why there may be none. */
  why?: string;
}

/** The ties of a resource, each named from where it stands. */
export function Memberships({ directory, id, asOf, why }: MembershipsProps) {
  const placeOf = usePlaces();
  const out = useInfiniteQuery(edgesQuery(directory, 'from', id, asOf));
  const into = useInfiniteQuery(edgesQuery(directory, 'to', id, asOf));
  const fault = out.error ?? into.error;
  if (fault) return <Fault error={fault} />;
  if (!out.data || !into.data) return <Skeleton h={200} />;
  const groups = [...grouped(edgesOf(out.data.pages), 'from'), ...grouped(edgesOf(into.data.pages), 'to')];
  if (groups.length === 0)
    return (
      <Text c="dimmed">
        {t.noTies} {why}
      </Text>
    );
  return (
    <Stack gap="lg">
      {groups.map((group) => (
        <section key={group.label} aria-label={group.label}>
          <Title order={3} mb={4}>
            {group.label}
          </Title>
          <ul className={classes.list}>
            {group.ends.map((end) => (
              <li key={`${end.kind}/${end.id}`}>
                <Anchor
                  component={Link}
                  to={placeOf(
                    kindOf(end.kind)?.route ?? 'users',
                    query({ directory, as_of: asOf, open: end.id }),
                  )}
                >
                  {end.name ?? end.remoteId ?? end.id}
                </Anchor>
                <Text span c="dimmed" fz="sm">
                  {kindOf(end.kind)?.one ?? end.kind}
                </Text>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {[out, into].map(
        (list, i) =>
          list.hasNextPage && (
            <Button
              key={i}
              variant="default"
              size="xs"
              style={{ alignSelf: 'flex-start' }}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t.moreTies}
            </Button>
          ),
      )}
    </Stack>
  );
}

function edgesOf(pages: Page<Edge>[]): Edge[] {
  return pages.flatMap((p) => p.items);
}

function grouped(edges: Edge[], end: End): { label: string; ends: ResourceRef[] }[] {
  const byKind = new Map<string, Edge[]>();
  for (const edge of edges) byKind.set(edge.kind, [...(byKind.get(edge.kind) ?? []), edge]);
  return [...byKind].map(([kind, all]) => ({
    label: t.ties[end][kind] ?? kind,
    ends: all.map((edge) => (end === 'from' ? edge.to : edge.from)),
  }));
}
