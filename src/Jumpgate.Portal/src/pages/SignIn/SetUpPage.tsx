import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { ApiError } from '../../api/client';
import { useEnter } from '../../app/session';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';

const t = text.setUp;

export function Page() {
  const enter = useEnter('/portal/set-up');
  const setUp = useMutation({ mutationFn: enter });
  const [different, setDifferent] = useState(false);
  const fault = setUp.error instanceof ApiError ? setUp.error : null;
  useEffect(() => {
    document.title = `${t.title} · ${text.product}`;
  }, []);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password'));
    const differs = password !== form.get('again');
    setDifferent(differs);
    if (differs) return;
    setUp.mutate({
      token: String(form.get('token')).trim(),
      name: String(form.get('name')).trim(),
      email: String(form.get('email')).trim(),
      password,
    });
  }

  const at = (field: string) => fault?.field(field)?.detail;
  const elsewhere =
    fault !== null && ['token', 'name', 'email', 'password'].every((f) => at(f) === undefined);
  return (
    <form onSubmit={submit}>
      <Stack>
        <div>
          <Title order={1}>{t.title}</Title>
          <Text c="dimmed">{t.lead}</Text>
        </div>
        {elsewhere && <Fault error={fault} focus />}
        <TextInput
          name="token"
          label={t.token}
          description={t.tokenHint}
          defaultValue={new URLSearchParams(location.hash.slice(1)).get('token') ?? ''}
          autoComplete="off"
          required
          withAsterisk={false}
          autoFocus
          error={at('token')}
        />
        <TextInput
          name="name"
          label={t.name}
          autoComplete="name"
          required
          withAsterisk={false}

          error={at('name')}
        />
        <TextInput
          name="email"
          type="email"
          label={t.email}
          autoComplete="username"
          required
          withAsterisk={false}
          error={at('email')}
        />
        <PasswordInput
          name="password"
          label={t.password}
          description={t.passwordHint}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={12}
          error={at('password')}
        />
        <PasswordInput
          name="again"
          label={t.again}
          autoComplete="new-password"
          required
          withAsterisk={false}
          error={different && t.different}
        />
        <Button type="submit" loading={setUp.isPending} fullWidth size="md">
          {t.submit}
        </Button>
      </Stack>
    </form>
  );
}
