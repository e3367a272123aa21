import { Button, Center, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { text } from '../text';

/** A page that broke. */
export function RouteFault() {
  const fault = useRouteError();
  if (isRouteErrorResponse(fault) && fault.status === 404) return <Missing />;
  return (
    <Notice title={text.fault.broken} detail={text.fault.brokenDetail} reload>
      {fault instanceof Error && <Text className="mono">{fault.message}</Text>}
    </Notice>
  );
}

export function Missing() {
  return <Notice title={text.fault.missing} detail={text.fault.missingDetail} />;
}

function Notice({
  title,
  detail,
  reload,
  children,
}: {
  title: string;
  detail: string;
  reload?: boolean;
  children?: ReactNode;
}) {
  return (
    <Center mih={420} p="xl">
      <Stack align="center" maw={460} ta="center">
        <Title order={1}>{title}</Title>
        <Text c="dimmed">{detail}</Text>
        {children}
        <Button component={Link} to="/" reloadDocument={reload}>
          {text.fault.home}
        </Button>
      </Stack>
    </Center>
  );
}
