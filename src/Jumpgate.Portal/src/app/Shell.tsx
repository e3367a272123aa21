import { AppShell, Box, Burger, Center, Group, Loader, NavLink, ScrollArea, Text } from '@mantine/core';
import { useDisclosure, usePrevious } from '@mantine/hooks';
import { Suspense, useEffect } from 'react';
import { Link, Navigate, Outlet, useLocation, useNavigation } from 'react-router';
import { Logo } from '../components/Logo';
import { Fault } from '../components/ProblemAlert';
import { text } from '../text';
import { AccountMenu } from './AccountMenu';
import { LiveProvider } from './live';
import { navigation } from './navigation';
import { Search } from './Search';
import { SessionProvider, useSessionQuery } from './session';
import classes from './Shell.module.css';
import { TenantSwitch } from './TenantSwitch';

/** The frame around every page behind the sign-in. */
export function Shell() {
  const session = useSessionQuery();
  const before = usePrevious(session.data);
  const { pathname, search } = useLocation();
  if (session.isError)
    return (
      <Center mih="100dvh" p="xl">
        <Fault error={session.error} />
      </Center>
    );
  if (session.isPending)
    return (
      <Center mih="100dvh">
        <Loader />
      </Center>
    );
  if (typeof session.data === 'string') {
    const to = pathname === '/' ? '' : `?to=${encodeURIComponent(pathname + search)}`;
    const ended = typeof before === 'object';
    return <Navigate to={`/${session.data}${to}`} state={{ ended }} replace />;
  }
  return (
    <SessionProvider session={session.data}>
      <LiveProvider>
        <Frame />
      </LiveProvider>
    </SessionProvider>
  );
}

function Frame() {
  const [opened, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const busy = useNavigation().state === 'loading';
  useEffect(close, [pathname, close]);
  return (
    <AppShell
      header={{ height: { base: 56, sm: 0 } }}
      navbar={{ width: 248, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={0}
    >
      <a href="#page" className={classes.skip}>
        {text.navigation.skip}
      </a>
      <AppShell.Header hiddenFrom="sm">
        <Group h="100%" px="md" justify="space-between">
          <Logo />
          <Burger opened={opened} onClick={toggle} size="sm" aria-label={text.navigation.open} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={text.navigation.label}>
        <AppShell.Section p="md" visibleFrom="sm">
          <Logo />
        </AppShell.Section>
        <TenantSwitch />
        <AppShell.Section px="md" pt={{ base: 'md', sm: 0 }} pb="xs">
          <Search />
        </AppShell.Section>
        <AppShell.Section grow component={ScrollArea} px="xs" pb="md" type="hover">
          {navigation.map((group, i) => (
            <Box key={i} mt={i === 0 ? 4 : 'sm'} component="ul" className={classes.group}>
              {group.label && (
                <Text component="li" fz="xs" fw={600} c="dimmed" px="sm" pb={4}>
                  {group.label}
                </Text>
              )}
              {group.entries.map(({ to, label, icon: Icon, end }) => {
                const here = end ? pathname === to : pathname === to || pathname.startsWith(`${to}/`);
                return (
                  <li key={to}>
                    <NavLink
                      component={Link}
                      to={to}
                      label={label}
                      active={here}
                      aria-current={here ? 'page' : undefined}
                      leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
                      className={classes.entry}
                    />
                  </li>
                );
              })}
            </Box>
          ))}
        </AppShell.Section>
        <AppShell.Section p="xs" className={classes.foot}>
          <AccountMenu />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main className={classes.main} id="page" tabIndex={-1} data-busy={busy || undefined}>
        <div className={classes.page}>
          <Suspense>
            <Outlet />
          </Suspense>
        </div>
      </AppShell.Main>
    </AppShell>
  );
}
