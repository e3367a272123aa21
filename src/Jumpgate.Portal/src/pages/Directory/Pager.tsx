import { Button, Group, Select, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { number } from '../../components/words';
import { text } from '../../text';

const t = text.table;

interface PagerProps {
  start: number;
  count: number;
  total: number | null;
  limit: number;
  next: string | null;
  first: boolean;
  onLimit(limit: number): void;
  onNext(): void;
  onPrevious(): void;
}

export function Pager({ start, count, total, limit, next, first, onLimit, onNext, onPrevious }: PagerProps) {
  if (count === 0 && first) return null;
  return (
    <Group justify="space-between" mt="sm">
      <Text c="dimmed" className="numeric">
        {t.range(number(start + 1), number(start + count), total === null ? null : number(total))}
      </Text>
      <Group gap="xs">
        <Select
          aria-label={t.perPage}
          w={120}
          size="sm"
          data={[25, 50, 100, 250].map((n) => ({ value: String(n), label: t.perPageOption(n) }))}
          value={String(limit)}
          onChange={(value) => onLimit(Number(value))}
        />
        <Button
          variant="default"
          leftSection={<IconChevronLeft size={16} aria-hidden />}
          disabled={first}
          onClick={onPrevious}
        >
          {t.previous}
        </Button>
        <Button
          variant="default"
          rightSection={<IconChevronRight size={16} aria-hidden />}
          disabled={next === null}
          onClick={onNext}
        >
          {t.next}
        </Button>
      </Group>
    </Group>
  );
}
