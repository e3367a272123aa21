import { Kbd, Loader, Modal, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue, useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { text } from '../text';
import classes from './Search.module.css';
import { useFound, type Found } from './useFound';

const t = text.search;

/** Opens the search; Ctrl or ⌘ and K do so from anywhere. */
export function Search() {
  const [opened, { open, close }] = useDisclosure();
  useHotkeys([['mod+K', open]], []);
  return (
    <>
      <UnstyledButton className={classes.open} onClick={open} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={16} aria-hidden />
        <span>{t.open}</span>
        <Kbd size="xs" aria-hidden>
          {/Mac|iP/.test(navigator.userAgent) ? t.keysMac : t.keys}
        </Kbd>
      </UnstyledButton>
      <Modal.Root opened={opened} onClose={close} size="lg" yOffset="12vh">
        <Modal.Overlay />
        <Modal.Content aria-label={t.title}>
          <Modal.Body p={0}>
            <SearchBox onDone={close} />
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </>
  );
}

function SearchBox({ onDone }: { onDone(): void }) {
  const navigate = useNavigate();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed, 150);
  const { found, searching } = useFound(words);
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, found.length - 1);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, found.length]);

  function go(to: Found | undefined) {
    if (to === undefined) return;
    onDone();
    void navigate(to.to);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((chosen + step + found.length) % Math.max(found.length, 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // What is chosen belongs to the words that were searched for, not to those typed since.
      if (typed === words) go(found[chosen]);
    }
  }

  return (
    <>
      <TextInput
        data-autofocus
        variant="unstyled"
        size="lg"
        px="md"
        className={classes.field}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={searching && <Loader size={16} />}
        placeholder={t.placeholder}
        aria-label={t.title}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={id} role="listbox" aria-label={t.results} className={classes.list}>
        {grouped(found).map(([group, entries]) => (
          <div key={group} role="group" aria-label={group}>
            <div className={classes.group} aria-hidden>
              {group}
            </div>
            {entries.map(({ entry, index }) => (
              <div
                key={entry.to}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === chosen}
                className={classes.option}
                onMouseMove={() => setAt(index)}
                onClick={() => go(entry)}
              >
                <span>{entry.label}</span>
                {entry.detail && <span className={classes.detail}>{entry.detail}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      <Text fz="sm" c="dimmed" px="md" py="sm" role="status">
        {words.trim().length < 2 ? t.hint : found.length === 0 && !searching ? t.none(words.trim()) : ''}
      </Text>
    </>
  );
}

function grouped(found: Found[]): [string, { entry: Found; index: number }[]][] {
  const groups = new Map<string, { entry: Found; index: number }[]>();
  found.forEach((entry, index) =>
    groups.set(entry.group, [...(groups.get(entry.group) ?? []), { entry, index }]),
  );
  return [...groups];
}
