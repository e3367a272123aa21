import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, type FormEvent } from 'react';
import { useLocation } from 'react-router';
import { useEnter } from '../../app/session';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';

const t = text.signIn;

export function Page() {
  const enter = useEnter('/portal/sign-in');
  const { state } = useLocation() as { state: { ended?: boolean } | null };
  const signIn = useMutation({ mutationFn: enter });
  useEffect(() => {
    document.title = `${t.title} · ${text.product}`;
  }, []);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get('email')).trim(), password: String(form.get('password')) });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <div>
          <Title order={1}>{t.title}</Title>
          <Text c="dimmed">{t.lead}</Text>
        </div>
        {state?.ended && !signIn.isError && <Alert role="status">{t.ended}</Alert>}
        {signIn.isError && <Fault error={signIn.error} focus />}
        <TextInput
          name="email"
          type="email"
          label={t.email}
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          name="password"
          label={t.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={signIn.isPending} fullWidth size="md">
          {t.submit}
        </Button>
        <Text fz="sm" c="dimmed">
          {text.scim.unreachable.signIn}
        </Text>
      </Stack>
    </form>
  );
}
