import { Button, Group, Stack, Text } from '@mantine/core';
import { IconApi } from '@tabler/icons-react';
import { Choice } from '../../components/Choice';
import { Fact, Facts } from '../../components/Facts';
import { text } from '../../text';

const t = text.feeds.new;

/** How events come in. */
export function Method({ onChosen, onBack }: { onChosen(): void; onBack(): void }) {
  return (
    <Stack>
      <Facts>
        <Fact label={t.integration}>{t.api}</Fact>
      </Facts>
      <Text fw={500}>{t.method}</Text>
      <Choice icon={<IconApi size={22} stroke={1.6} />} title={t.ingest} onClick={onChosen}>
        {t.ingestAbout}
      </Choice>
      <Group>
        <Button variant="default" onClick={onBack}>
          {t.back}
        </Button>
      </Group>
    </Stack>
  );
}
