import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { text } from '../../text';
import { isEmail, type FeedDraft } from './draft';

const t = text.feeds.new;

interface ContactProps {
  draft: FeedDraft;
  onChange(values: Partial<FeedDraft>): void;
  onNext(): void;
  onBack(): void;
}

/** Who looks after the feed. */
export function Contact({ draft, onChange, onNext, onBack }: ContactProps) {
  const [looked, setLooked] = useState(false);
  const missing = draft.name.trim() === '' ? t.nameMissing : undefined;
  const wrong = isEmail(draft.email) ? undefined : t.emailWrong;
  return (
    <form
      noValidate
      aria-label={t.contact}
      onSubmit={(event) => {
        event.preventDefault();
        setLooked(true);
        if (missing === undefined && wrong === undefined) return onNext();
        event.currentTarget
          .querySelector<HTMLInputElement>(missing === undefined ? '[name=email]' : '[name=name]')
          ?.focus();
      }}
    >
      <Stack>
        <Title order={2}>{t.contact}</Title>
        <TextInput
          name="name"
          label={t.name}
          autoFocus
          maxLength={100}
          value={draft.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          error={looked && missing}
        />
        <TextInput
          name="email"
          type="email"
          label={t.email}
          description={t.emailHint}
          maxLength={254}
          value={draft.email}
          onChange={(event) => onChange({ email: event.currentTarget.value })}
          error={looked && wrong}
        />
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            {t.back}
          </Button>
          <Button type="submit">{t.next}</Button>
        </Group>
      </Stack>
    </form>
  );
}
