import { Button, Group, List, Select, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, post } from '../../api/client';
import { feedsQuery } from '../../api/feeds';
import { organizationsQuery, regionsQuery } from '../../api/queries';
import type { Region } from '../../api/types';
import type { Feed, Organization } from '../../api/types';
import { useMay, useSession } from '../../app/session';
import { useNow } from '../../components/now';
import { Fault, ProblemAlert } from '../../components/ProblemAlert';
import { text } from '../../text';
import type { OrganizationLink } from '../Settings/link';
import { OrganizationPick } from '../Settings/OrganizationPick';
import { baseUrlFault, daysAhead, keepDraft, type FeedDraft } from './draft';
import { EventTypePicker } from './EventTypePicker';
import { TokenFields, type TokenDraft } from './TokenFields';

const t = text.feeds.new;
const faults = {
  missing: t.baseUrlMissing,
  malformed: t.baseUrlMalformed,
  insecure: t.baseUrlInsecure,
};
/** Codes of a token that JumpCloud did not take: what helps then stands beside them. */
const refusals = ['invalid_credentials', 'paste_suspicious', 'credential_expired'];

interface ConnectionProps {
  draft: FeedDraft;
  onChange(values: Partial<FeedDraft>): void;
  onBack(): void;
}

/** Where events are asked for and with what; Submit links the organization where it is not, checks, and starts. */
export function Connection({ draft, onChange, onBack }: ConnectionProps) {
  const { tenant } = useSession();
  const mayLink = useMay('link');
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const now = useNow();
  const regions: Region[] = useQuery(regionsQuery).data ?? [];
  const organizations = useQuery(organizationsQuery(tenant));
  const feeds = useQuery(feedsQuery(tenant));
  const free = (organizations.data ?? []).filter((o) => !feeds.data?.some((f) => f.organizationId === o.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const [justLinked, setJustLinked] = useState<Organization | null>(null);
  const [token, setToken] = useState<TokenDraft>({ token: '', clientId: '', isSecret: false });
  const [ends, setEnds] = useState(() => daysAhead(90, now));
  const [missing, setMissing] = useState<Record<string, string>>({});
  const baseUrl = draft.baseUrl === '' ? (regions[0]?.insights ?? '') : draft.baseUrl;
  const organization = chosen ?? (mayLink ? null : (free[0]?.id ?? null));

  const submit = useMutation({
    async mutationFn(link: OrganizationLink | null) {
      let id = organization ?? '';
      if (link !== null) {
        const linked = await post<Organization>('/v1/organizations', link);
        setJustLinked(linked);
        setChosen(linked.id);
        for (const key of ['organizations', 'directories'])
          void client.invalidateQueries({ queryKey: [key] });
        id = linked.id;
      }
      return post<Feed>('/v1/feeds', {
        organizationId: id,
        contact: { name: draft.name.trim(), email: draft.email.trim() },
        eventTypes: draft.eventTypes,
      });
    },
    async onSuccess(feed) {
      keepDraft(tenant, null);
      void client.invalidateQueries({ queryKey: ['feeds'] });
      await navigate(`/events/feeds/${feed.id}`, { state: { started: true } });
    },
  });
  const refused = submit.error instanceof ApiError ? submit.error : null;

  function linkBody(organizationId?: string): OrganizationLink {
    const credential = token.isSecret
      ? { method: 'service_account' as const, clientId: token.clientId, clientSecret: token.token }
      : { method: 'api_key' as const, apiKey: token.token };
    return {
      tenant,
      region: baseUrl.trim(),
      ...credential,
      ...(organizationId ? { organizationId } : {}),
      ...(ends ? { expiresAt: `${ends}T23:59:59Z` } : {}),
    };
  }

  function send(event: FormEvent) {
    event.preventDefault();
    if (submit.isPending || draft.eventTypes?.length === 0) return;
    const fault = baseUrlFault(baseUrl, regions);
    const empty: Record<string, string> =
      organization !== null
        ? {}
        : {
            ...(fault === null ? {} : { baseUrl: faults[fault] }),
            ...(token.token.trim() === '' ? { token: t.tokenMissing } : {}),
            ...(token.isSecret && token.clientId.trim() === '' ? { clientId: t.clientIdMissing } : {}),
          };
    setMissing(empty);
    const first = Object.keys(empty)[0];
    if (first !== undefined) form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
    else submit.mutate(organization === null ? linkBody() : null);
  }

  function forget(...fields: string[]) {
    setMissing((before) => Object.fromEntries(Object.entries(before).filter(([f]) => !fields.includes(f))));
    submit.reset();
  }

  const error = (...fields: string[]) =>
    fields.map((field) => missing[field] ?? refused?.field(field)?.detail).find((found) => found);
  if (!mayLink && feeds.isSuccess && organizations.isSuccess && free.length === 0)
    return (
      <Stack>
        <Text>{t.noneLinked}</Text>
        <Back onBack={onBack} />
      </Stack>
    );
  return (
    <form ref={form} onSubmit={send} noValidate aria-label={t.title} autoComplete="off">
      <Stack gap="md">
        {(free.length > 0 || justLinked !== null) && (
          <Select
            label={t.organization}
            description={mayLink ? undefined : t.linkRight}
            data={[
              ...(mayLink ? [{ value: '', label: t.another }] : []),
              ...free.map((o) => ({ value: o.id, label: t.linked(o.name) })),
            ]}
            value={organization ?? ''}
            onChange={(id) => {
              setChosen(id || null);
              forget();
            }}
          />
        )}
        {organization === null ? (
          <TokenFields
            regions={regions}
            baseUrl={baseUrl}
            onBaseUrl={(address) => {
              onChange({ baseUrl: address });
              forget('baseUrl');
            }}
            value={token}
            onChange={(values) => {
              setToken((before) => ({ ...before, ...values }));
              forget(...Object.keys(values));
            }}
            ends={ends}
            onEnds={(day) => {
              setEnds(day);
              forget('expiresAt');
            }}
            errors={{
              baseUrl: error('baseUrl', 'region'),
              token: error('token', 'apiKey', 'clientSecret'),
              clientId: error('clientId'),
              ends: error('expiresAt'),
            }}
          />
        ) : (
          <Text c="dimmed">
            {t.linkedHint(organizations.data?.find((o) => o.id === organization)?.credential.suffix ?? '')}
          </Text>
        )}
        <EventTypePicker
          label={t.types}
          value={draft.eventTypes}
          onChange={(eventTypes) => onChange({ eventTypes })}
          error={error('eventTypes')}
        />
        {refused && <Refusal error={refused} />}
        {refused && justLinked && (
          <ProblemAlert
            problem={{ code: refused.problem.code, title: t.wasLinked(justLinked.name) }}
            severity="info"
          />
        )}
        {refused?.problem.code === 'organization_required' && (
          <OrganizationPick body={linkBody()} onPick={(id) => submit.mutate(linkBody(id))} />
        )}
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            {t.back}
          </Button>
          <Button type="submit" loading={submit.isPending}>
            {t.submit}
          </Button>
        </Group>
        <VisuallyHidden role="status">{submit.isPending ? t.checking : ''}</VisuallyHidden>
      </Stack>
    </form>
  );
}

function Back({ onBack }: { onBack(): void }) {
  return (
    <Group>
      <Button variant="default" onClick={onBack}>
        {t.back}
      </Button>
    </Group>
  );
}

/** Why nothing was made; where the token is the reason, with what helps. */
function Refusal({ error }: { error: ApiError }) {
  const codes = [error.problem.code, ...(error.problem.errors ?? []).map((e) => e.code)];
  if (!codes.some((code) => refusals.includes(code))) return <Fault error={error} focus />;
  return (
    <ProblemAlert
      problem={error.problem}
      focus
      action={
        <List spacing={2}>
          {text.feeds.guide.troubleSteps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
      }
    />
  );
}
