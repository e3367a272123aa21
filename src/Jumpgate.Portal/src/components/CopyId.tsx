import { ActionIcon, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** An id in monospace, shortened in the middle, whole in the clipboard. */
export function CopyId({ value, label, keep = 24 }: { value: string; label: string; keep?: number }) {
  const half = Math.floor(keep / 2);
  const short = value.length > keep ? `${value.slice(0, half)}…${value.slice(-half)}` : value;
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={value} disabled={short === value}>
        <Text span className="mono" style={{ whiteSpace: 'nowrap' }}>
          {short}
        </Text>
      </Tooltip>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? `${label} copied` : `Copy ${label}`}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
