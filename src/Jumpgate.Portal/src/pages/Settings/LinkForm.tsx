import {
  Button,
  Collapse,
  Group,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconChevronDown, IconChevronRight, IconLock } from '@tabler/icons-react';
import { useRef, useState, type FormEvent } from 'react';
import { ApiError, post } from '../../api/client';
import type { Organization } from '../../api/types';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import {
  blanks,
  linkBody,
  shownFields,
  type LinkFields,
  type LinkMethod,
  type OrganizationLink,
} from './link';
import { OrganizationPick } from './OrganizationPick';
import { PasteField } from './PasteField';
import { RegionField } from './RegionField';
import { SecretFields } from './SecretFields';

const t = text.link;

interface LinkFormProps {
  tenant: string;
  method: LinkMethod;
  submit: string;
  onLinked(organization: Organization): void;
  onCancel?(): void;
}

export function LinkForm({ tenant, method, submit, onLinked, onCancel }: LinkFormProps) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState<LinkFields>({ region: 'us' });
  const [missing, setMissing] = useState<Partial<Record<keyof LinkFields, string>>>({});
  const [regionSeen, setRegionSeen] = useState(false);
  const [several, setSeveral] = useState<OrganizationLink | null>(null);
  const [more, { toggle }] = useDisclosure();

  const link = useMutation({
    mutationFn: (body: OrganizationLink) => post<Organization>('/v1/organizations', body),
    onError(fault, body) {
      setSeveral(fault instanceof ApiError && fault.problem.code === 'organization_required' ? body : null);
    },
    onSuccess(organization) {
      void client.invalidateQueries({ queryKey: ['organizations'] });
      void client.invalidateQueries({ queryKey: ['directories'] });
      onLinked(organization);
    },
  });
  const refused = link.error instanceof ApiError ? link.error : null;

  function set(field: keyof LinkFields) {
    return (value: string) => {
      setFields((before) => ({ ...before, [field]: value }));
      setMissing((before) => ({ ...before, [field]: undefined }));
      if (refused?.field(field)) link.reset();
    };
  }

  function takeRegion(region: string) {
    set('region')(region);
    setRegionSeen(true);
  }

  function send(event: FormEvent) {
    event.preventDefault();
    if (link.isPending) return;
    const empty = blanks(method, fields);
    setMissing(empty);
    const first = Object.keys(empty)[0];
    if (first !== undefined) {
      form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
      return;
    }
    link.mutate(linkBody(method, fields, tenant));
  }

  const error = (field: keyof LinkFields) => missing[field] ?? refused?.field(field)?.detail;
  const paste = (field: keyof LinkFields) => ({
    name: field,
    value: fields[field] ?? '',
    onChange: set(field),
    onRegion: takeRegion,
    error: error(field),
  });
  // A fault that names only fields of this form stands at those fields; anything else is told in full.
  const shown = shownFields(method);
  const atFields =
    refused?.problem.code === 'validation_failed' &&
    (refused.problem.errors ?? []).length > 0 &&
    (refused.problem.errors ?? []).every((e) => shown.includes(e.field as keyof LinkFields));

  return (
    <form ref={form} onSubmit={send} noValidate aria-label={t.title} autoComplete="off">
      <Stack gap="md">
        <SecretFields method={method} field={paste} />
        <RegionField
          value={fields.region}
          onChange={(region) => {
            set('region')(region);
            setRegionSeen(false);
          }}
          seen={regionSeen}
          onSeen={takeRegion}
          error={error('region')}
        />
        <PasteField
          label={t.organizationId}
          description={t.organizationIdHint}
          placeholder={t.organizationIdExample}
          {...paste('organizationId')}
        />
        {several && <OrganizationPick body={several} onPick={set('organizationId')} />}
        <div>
          <UnstyledButton onClick={toggle} aria-expanded={more} fz="sm" c="dimmed">
            <Group gap={4}>
              {more ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
              {t.more}
            </Group>
          </UnstyledButton>
          <Collapse expanded={more}>
            <TextInput
              mt="xs"
              type="date"
              name="expiresAt"
              label={t.expires}
              description={t.expiresHint}
              value={fields.expiresAt ?? ''}
              onChange={(event) => set('expiresAt')(event.currentTarget.value)}
              error={error('expiresAt')}
            />
          </Collapse>
        </div>
        <Group gap="xs" wrap="nowrap" align="flex-start" c="dimmed">
          <IconLock size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <Text fz="sm">{t.writeOnly}</Text>
        </Group>
        {refused && !atFields && <Fault error={refused} focus />}
        <Group justify="flex-end" gap="xs">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t.cancel}
            </Button>
          )}
          <Button type="submit" loading={link.isPending}>
            {submit}
          </Button>
        </Group>
        <VisuallyHidden role="status">{link.isPending ? t.checking : ''}</VisuallyHidden>
      </Stack>
    </form>
  );
}
