import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { remove } from '../api/client';
import { ConfirmDialog } from './ConfirmDialog';
import { Section } from './Section';

interface RemovalProps {
  /** What is removed, in the API. */
  path: string;
  verb: string;
  question: string;
  /** What goes with it, and what stays. */
  detail: string;
  /** Its name, which has to be typed first. */
  typed?: { name: string; label: string };
  onRemoved(): Promise<unknown>;
}

/** Removes something after it was asked for once more. */
export function RemoveButton({
  path,
  verb,
  question,
  detail,
  typed,
  onRemoved,
  size,
}: RemovalProps & { size?: 'xs' }) {
  const [asking, setAsking] = useState(false);
  const [words, setWords] = useState('');
  const removal = useMutation({ mutationFn: () => remove(path), onSuccess: onRemoved });
  return (
    <>
      <Button size={size} variant="outline" color="red" onClick={() => setAsking(true)}>
        {verb}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={question}
        verb={verb}
        grave
        busy={removal.isPending}
        error={removal.error}
        ready={typed === undefined || words.trim() === typed.name}
        onConfirm={() => removal.mutate()}
        onClose={() => {
          setAsking(false);
          setWords('');
          removal.reset();
        }}
      >
        <Text>{detail}</Text>
        {typed && (
          <TextInput
            label={typed.label}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
      </ConfirmDialog>
    </>
  );
}

/** The end of a page of settings: what removal means, and its button. */
export function RemovalSection({ title, ...removal }: RemovalProps & { title: string }) {
  return (
    <Section title={title}>
      <Group justify="space-between" wrap="nowrap">
        <Text c="dimmed" maw={640}>
          {removal.detail}
        </Text>
        <RemoveButton {...removal} />
      </Group>
    </Section>
  );
}
