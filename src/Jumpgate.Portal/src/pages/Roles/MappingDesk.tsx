import { Anchor, Button, Group, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, post, put } from '../../api/client';
import type { Directory, RoleMappingText, RolePreview } from '../../api/types';
import { useMay } from '../../app/session';
import { Fault } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { StatusChip } from '../../components/StatusChip';
import { text } from '../../text';
import { Preview } from './Preview';
import { RuleEditor } from './RuleEditor';
import { Tests } from './Tests';

const t = text.roles.mapping;

interface MappingDeskProps {
  directory: Directory;
  /** What holds; null: nothing yet. */
  mapping: RoleMappingText | null;
}

/** The text that gives roles: written, looked through, saved. Nothing is saved that was not looked at. */
export function MappingDesk({ directory, mapping }: MappingDeskProps) {
  const may = useMay('app_roles');
  const client = useQueryClient();
  const [words, setWords] = useState(mapping?.text ?? '');
  const [note, setNote] = useState('');
  const path = `/v1/directories/${directory.id}/role-mapping`;
  const preview = useMutation({
    mutationFn: () => post<RolePreview>(`${path}/preview?limit=50`, { text: words }),
  });
  const save = useMutation({
    mutationFn: () =>
      put<RoleMappingText>(path, {
        text: words,
        note: note.trim() === '' ? null : note,
        ifVersion: mapping?.version ?? null,
      }),
    onSuccess: () =>
      Promise.all(
        ['mapping', 'mapping-versions', 'app-roles', 'resources'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  const fault = [save.error, preview.error].find((error) => error instanceof ApiError);
  const placed = (fault?.problem.errors ?? []).filter((problem) => problem.line != null);
  const changed = words !== (mapping?.text ?? '');
  const looked = preview.isSuccess;

  function write(value: string) {
    setWords(value);
    preview.reset();
    save.reset();
  }

  return (
    <>
      <Section
        title={t.text}
        aside={
          <Group gap="xs">
            {mapping?.calculation?.state === 'calculating' && (
              <StatusChip status="running" label={t.calculating} live />
            )}
            {mapping && (
              <Text c="dimmed" role="status">
                {changed ? t.unsaved : t.version(mapping.version)}
              </Text>
            )}
          </Group>
        }
      >
        <Stack>
          {mapping === null && (
            <Text c="dimmed">
              {t.none}. {t.noneDetail}{' '}
              {may && words === '' && (
                <Anchor component="button" type="button" onClick={() => write(t.example)}>
                  {t.example_use}
                </Anchor>
              )}
            </Text>
          )}
          <RuleEditor value={words} onChange={write} problems={placed} readOnly={!may} />
          {fault && placed.length === 0 && <Fault error={fault} focus />}
          {!changed && !looked && mapping?.tests && <Tests tests={mapping.tests} />}
          {may ? (
            <Group align="flex-end" gap="xs">
              <TextInput
                label={t.note}
                description={t.noteHint}
                flex={1}
                value={note}
                maxLength={1000}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
              <Button
                variant={looked ? 'default' : 'filled'}
                loading={preview.isPending}
                onClick={() => preview.mutate()}
              >
                {t.preview}
              </Button>
              <Tooltip label={t.firstPreview} disabled={looked}>
                <Button
                  variant={looked ? 'filled' : 'default'}
                  data-disabled={!looked || undefined}
                  aria-disabled={!looked}
                  loading={save.isPending}
                  onClick={(event) => (looked ? save.mutate() : event.preventDefault())}
                >
                  {t.save}
                </Button>
              </Tooltip>
            </Group>
          ) : (
            <Text c="dimmed">{text.roles.noRight}</Text>
          )}
        </Stack>
      </Section>
      {preview.data && <Preview preview={preview.data} />}
    </>
  );
}
