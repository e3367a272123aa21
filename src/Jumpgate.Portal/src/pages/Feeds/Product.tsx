import { Stack, Text, TextInput } from '@mantine/core';
import { IconCloud, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Choice } from '../../components/Choice';
import { text } from '../../text';

const t = text.feeds.new;

/** Whose events: one product so far, found by any part of its name. */
export function Product({ onChosen }: { onChosen(): void }) {
  const [words, setWords] = useState('');
  const found = [t.jumpcloud].filter((name) => name.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <Stack>
      <TextInput
        type="search"
        label={t.product}
        autoFocus
        leftSection={<IconSearch size={16} aria-hidden />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && words !== '' && found.length > 0) onChosen();
        }}
      />
      <div role="list" aria-label={t.products}>
        {found.map((name) => (
          <div role="listitem" key={name}>
            <Choice icon={<IconCloud size={22} stroke={1.6} />} title={name} onClick={onChosen}>
              {t.jumpcloudAbout}
            </Choice>
          </div>
        ))}
      </div>
      <Text c="dimmed" role="status">
        {found.length === 0 ? t.noProduct(words.trim()) : ''}
      </Text>
    </Stack>
  );
}
