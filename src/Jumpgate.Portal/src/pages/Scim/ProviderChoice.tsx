import { SimpleGrid, Stack, Text, TextInput, Title, VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, post } from '../../api/client';
import type { DirectoryCreated } from '../../api/types';
import { Choice } from '../../components/Choice';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { keepFresh } from './fresh';
import { ProviderMark } from './ProviderMark';
import classes from './ProviderChoice.module.css';

const t = text.scim.providers;

interface ProviderChoiceProps {
  /** Absent for a visitor: the link says whose it is. */
  tenant?: string;
  /** What the app is called until a person says otherwise. */
  app: string;
  onMade(directory: DirectoryCreated): void;
}

/** Choosing a provider makes the directory, its endpoint and its first token. */
export function ProviderChoice({ tenant, app, onMade }: ProviderChoiceProps) {
  const client = useQueryClient();
  const [name, setName] = useState(app);
  const make = useMutation({
    mutationFn: (provider: string) =>
      post<DirectoryCreated>('/v1/directories', {
        tenant,
        name: name.trim() === '' ? app : name,
        source: 'scim',
        provider,
      }),
    onSuccess(made) {
      keepFresh(made.id, { id: made.tokenId, token: made.bearerToken });
      void client.invalidateQueries({ queryKey: ['directories'] });
      onMade(made);
    },
  });
  const fault = make.error instanceof ApiError ? make.error : null;
  return (
    <Stack gap="lg">
      <TextInput
        maw={420}
        label={t.name}
        description={t.nameHint}
        value={name}
        maxLength={100}
        onChange={(event) => {
          setName(event.currentTarget.value);
          make.reset();
        }}
        error={fault?.field('name')?.detail}
      />
      <div>
        <Title order={2} id="providers">
          {t.title}
        </Title>
        <Text c="dimmed" mb="md">
          {t.lead}
        </Text>
        {fault && !fault.field('name') && <Fault error={fault} focus />}
        <SimpleGrid
          component="ul"
          cols={{ base: 1, sm: 2 }}
          spacing="md"
          className={classes.list}
          aria-labelledby="providers"
        >
          {t.list.map((provider) => (
            <li key={provider}>
              <Choice
                icon={<ProviderMark provider={provider} />}
                title={t.names[provider] ?? provider}
                busy={make.isPending && make.variables === provider}
                disabled={make.isPending}
                onClick={() => make.mutate(provider)}
              >
                {t.about[provider]}
              </Choice>
            </li>
          ))}
        </SimpleGrid>
        <VisuallyHidden role="status">{make.isPending ? t.making : ''}</VisuallyHidden>
      </div>
    </Stack>
  );
}
