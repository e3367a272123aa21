import { Center, Loader, Paper, Stack } from '@mantine/core';
import { Navigate, Outlet, useLocation } from 'react-router';
import { Logo } from '../components/Logo';
import { Fault } from '../components/ProblemAlert';
import { useSessionQuery } from './session';

/** The frame of the pages before the sign-in; sends a person to the one that is due. */
export function Entrance() {
  const session = useSessionQuery();
  const { pathname, search } = useLocation();

  if (session.isSuccess && typeof session.data !== 'string')
    return <Navigate to={safeReturn(search)} replace />;
  if (session.isSuccess && `/${session.data}` !== pathname)
    return <Navigate to={`/${session.data}${search}`} replace />;
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack w={400} maw="100%" gap="lg">
        <Logo />
        {session.isPending ? (
          <Center h={320}>
            <Loader />
          </Center>
        ) : session.isError ? (
          <Fault error={session.error} />
        ) : (
          <Paper className="surface" p="xl" shadow="sm">
            <Outlet />
          </Paper>
        )}
      </Stack>
    </Center>
  );
}

/** The page a person came for; only a path of this portal. */
function safeReturn(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/';
  return to.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') ? to : '/';
}
