import { Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError } from '../../api/client';
import type { Feed } from '../../api/types';
import { useChange } from '../../api/useChange';
import { Fault } from '../../components/ProblemAlert';
import { RemovalSection } from '../../components/Removal';
import { SaveButton } from '../../components/SaveButton';
import { Section } from '../../components/Section';
import { text } from '../../text';
import { EventTypePicker } from './EventTypePicker';

const t = text.feeds.settings;

export function FeedSettings({ feed }: { feed: Feed }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <Stack gap="lg">
      <Contact feed={feed} />
      <Types feed={feed} />
      <RemovalSection
        title={t.remove}
        path={`/v1/feeds/${feed.id}`}
        verb={t.remove}
        question={t.removeTitle(feed.organizationName)}
        detail={t.removeText}
        onRemoved={async () => {
          await navigate('/events/feeds');
          client.removeQueries({ queryKey: ['feeds', 'one', feed.id] });
          void client.invalidateQueries({ queryKey: ['feeds'] });
        }}
      />
    </Stack>
  );
}

function Contact({ feed }: { feed: Feed }) {
  const [name, setName] = useState(feed.contact?.name ?? '');
  const [email, setEmail] = useState(feed.contact?.email ?? '');
  const change = useChange(`/v1/feeds/${feed.id}`, 'feeds');
  const fault = change.error instanceof ApiError ? change.error : null;
  const atFields = ['contact.name', 'contact.email'].some((field) => fault?.field(field) !== undefined);
  return (
    <Section title={t.contact}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ contact: { name: name.trim(), email: email.trim() } });
        }}
      >
        <Stack maw={480}>
          <Text c="dimmed">{feed.alertsByMail ? t.contactMailed : t.contactHint}</Text>
          <TextInput
            label={t.name}
            maxLength={100}
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
              change.reset();
            }}
            error={fault?.field('contact.name')?.detail}
          />
          <TextInput
            type="email"
            label={t.email}
            maxLength={254}
            value={email}
            onChange={(event) => {
              setEmail(event.currentTarget.value);
              change.reset();
            }}
            error={fault?.field('contact.email')?.detail}
          />
          {fault && !atFields && <Fault error={fault} focus />}
          <SaveButton change={change} />
        </Stack>
      </form>
    </Section>
  );
}

function Types({ feed }: { feed: Feed }) {
  const [types, setTypes] = useState(feed.eventTypes);
  const change = useChange(`/v1/feeds/${feed.id}`, 'feeds');
  return (
    <Section title={t.types}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (types?.length !== 0) change.mutate({ eventTypes: types ?? ['*'] });
        }}
      >
        <Stack>
          <Text c="dimmed">{t.typesHint}</Text>
          <EventTypePicker
            label={t.types}
            value={types}
            onChange={(chosen) => {
              setTypes(chosen);
              change.reset();
            }}
          />
          {change.isError && <Fault error={change.error} focus />}
          <SaveButton change={change} />
        </Stack>
      </form>
    </Section>
  );
}
