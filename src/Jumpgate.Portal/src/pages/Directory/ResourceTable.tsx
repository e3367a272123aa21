import { Skeleton, Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Resource } from '../../api/types';
import { useRowKeys } from '../../components/keys';
import { text } from '../../text';
import type { ResourceColumn, ResourceKind } from './kinds';
import { RowMenu } from './RowMenu';
import classes from './ResourceTable.module.css';

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, Resource>();
const nothing: Resource[] = [];

interface ResourceTableProps {
  kind: ResourceKind;
  columns: ResourceColumn[];
  /** Absent while the first page is on its way. */
  items: Resource[] | undefined;
  stale: boolean;
  sort: string;
  onSort(sort: string): void;
  onOpen(id: string, tab?: string): void;
}

/** A page of resources as the server sorted it. */
export function ResourceTable({ kind, columns, items, stale, sort, onSort, onOpen }: ResourceTableProps) {
  const chosen = columns.map((c) => c.id).join();
  const definitions = useMemo(
    () =>
      helper.columns(
        kind.columns
          .filter((c) => chosen.split(',').includes(c.id))
          .map((c) => helper.display({ id: c.id, header: c.label, cell: ({ row }) => c.cell(row.original) })),
      ),
    [kind, chosen],
  );
  const table = useTable({ features, columns: definitions, data: items ?? nothing, getRowId: (r) => r.id });
  const rows = useRowKeys(onOpen);
  if (items?.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={Math.max(640, columns.length * 140)} className="surface">
      <Table
        highlightOnHover
        aria-label={kind.label}
        className={classes.table}
        data-stale={stale || undefined}
        aria-busy={stale}
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map((c) => (
              <Heading key={c.id} column={c} sort={sort} onSort={onSort} />
            ))}
            <Table.Th w={44} className={classes.actions}>
              <VisuallyHidden>{text.rowMenu.title}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...rows.body}>
          {items === undefined
            ? Array.from({ length: 12 }, (_, row) => (
                <Table.Tr key={row}>
                  {columns.map((c) => (
                    <Table.Td key={c.id}>
                      <Skeleton h={14} my={4} w={`${55 + ((row * 7 + c.id.length * 13) % 40)}%`} />
                    </Table.Td>
                  ))}
                  <Table.Td />
                </Table.Tr>
              ))
            : table.getRowModel().rows.map((row, i) => (
                <Table.Tr key={row.id} {...rows.row(row.id, i === 0)}>
                  {row.getAllCells().map((cell) => (
                    <Table.Td key={cell.id} className={classes.cell}>
                      <table.FlexRender cell={cell} />
                    </Table.Td>
                  ))}
                  <Table.Td className={classes.actions} ta="center">
                    <RowMenu resource={row.original} onOpen={(tab) => onOpen(row.id, tab)} />
                  </Table.Td>
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Heading({
  column,
  sort,
  onSort,
}: {
  column: ResourceColumn;
  sort: string;
  onSort(sort: string): void;
}) {
  const by = column.sort;
  if (by === undefined) return <Table.Th>{column.label}</Table.Th>;
  const up = sort === by;
  const down = sort === `-${by}`;
  const Icon = up ? IconArrowUp : down ? IconArrowDown : IconArrowsSort;
  return (
    <Table.Th aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <UnstyledButton
        className={classes.sort}
        onClick={() => onSort(up ? `-${by}` : by)}
        title={text.table.sortBy(column.label)}
      >
        {column.label}
        <Icon size={14} aria-hidden className={up || down ? undefined : classes.idle} />
      </UnstyledButton>
    </Table.Th>
  );
}
