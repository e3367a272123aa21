import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchKey } from '../../components/keys';
import { text } from '../../text';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
}

/** Asks when the typing rests; `/` comes here, Esc empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const field = useSearchKey();
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // The address changed by another way: a view, Back, or a button that clears.
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  const ask = useDebouncedCallback((q: string) => {
    setKnown(q);
    onChange(q);
  }, 250);

  function type(q: string) {
    setTyped(q);
    ask(q);
  }

  return (
    <TextInput
      ref={field}
      w={320}
      maw="100%"
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || typed === '') return;
        event.stopPropagation();
        type('');
      }}
      placeholder={label}
      aria-label={label}
      aria-keyshortcuts="/"
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={() => type('')}
            aria-label={text.directory.clear}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )
      }
    />
  );
}
