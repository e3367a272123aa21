import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { text } from '../text';

/** A page that does not exist, or one that broke. */
export function RouteFault() {
  const fault = useRouteError();
  const missing = isRouteErrorResponse(fault) && fault.status === 404;
  return (
    <Center mih={420} p="xl">
      <Stack align="center" maw={460} ta="center">
        <Title order={1}>{missing ? text.fault.missing : text.fault.broken}</Title>
        <Text c="dimmed">{missing ? text.fault.missingDetail : text.fault.brokenDetail}</Text>
        {!missing && fault instanceof Error && <Text className="mono">{fault.message}</Text>}
        <Button component={Link} to="/" reloadDocument={!missing}>
          {text.fault.home}
        </Button>
      </Stack>
    </Center>
  );
}
