import { AppShell, Select } from '@mantine/core';
import { useLocation, useNavigate } from 'react-router';
import { text } from '../text';
import { useSession } from './session';

/** Stands only where there is a choice. */
export function TenantSwitch() {
  const { session, tenant, chooseTenant } = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  if (session.tenants.length < 2) return null;
  return (
    <AppShell.Section px="md" pb="sm">
      <Select
        aria-label={text.navigation.tenant}
        searchable={session.tenants.length > 8}
        data={session.tenants.map((t) => ({ value: t.id, label: t.name }))}
        value={tenant}
        onChange={(id) => {
          if (id === null) return;
          // What the page shows may not exist over there: its list does.
          void navigate(pathname.startsWith('/connections/') ? '/connections' : pathname);
          chooseTenant(id);
        }}
      />
    </AppShell.Section>
  );
}
