import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { get, query } from '../../api/client';
import type { ResourceListing } from '../../api/queries';
import type { Page, Resource } from '../../api/types';
import { text } from '../../text';
import { csv } from './csv';
import type { ResourceColumn } from './kinds';

/** The whole list as it is searched and sorted, with the columns shown, as CSV. */
export function ExportButton({
  asked,
  columns,
  name,
}: {
  asked: ResourceListing;
  columns: ResourceColumn[];
  name: string;
}) {
  const write = useMutation({
    async mutationFn() {
      const { directory, kind, q, filter, sort, as_of } = asked;
      const parts: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<Resource> = await get(
          `/v1/directories/${directory}/${kind}?${query({ q, filter, sort, as_of, limit: 1000, cursor })}`,
        );
        parts.push(csv(columns, page.items, parts.length === 0));
        cursor = page.next;
      } while (cursor !== null);
      download(new Blob(['\ufeff', ...parts], { type: 'text/csv' }), `${name}.csv`);
    },
  });
  const label = write.isError ? text.table.csvFailed : text.table.csv;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={label}
        disabled={write.isPending}
        onClick={() => write.mutate()}
      >
        {write.isPending ? <Loader size={16} /> : <IconDownload size={18} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}

function download(blob: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
