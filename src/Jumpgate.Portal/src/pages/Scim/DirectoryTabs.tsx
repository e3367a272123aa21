import { Tabs } from '@mantine/core';
import type { Directory } from '../../api/types';
import { useMay } from '../../app/session';
import { NoRight } from '../../components/NoRight';
import { PlacesProvider } from '../../components/places';
import { text } from '../../text';
import { groupKind, userKind } from '../Directory/kinds';
import { Listing } from '../Directory/Listing';
import { DriftTab } from './Drift/DriftTab';
import { EventsTab } from './Events/EventsTab';
import { Provisioning } from './Provisioning';
import { Settings } from './Settings';

const t = text.scim;

interface DirectoryTabsProps {
  directory: Directory;
  tab: string;
  onTab(tab: string): void;
  /** The page that lists a kind of this directory. */
  placeOf(kind: string): string;
  /** A visitor by a setup link keeps to the setup and what it brings. */
  guest?: boolean;
}

/** The tabs of a pushed directory, for its owners and for the visitor who sets it up. */
export function DirectoryTabs({ directory, tab, onTab, placeOf, guest = false }: DirectoryTabsProps) {
  const mayLink = useMay('link');
  return (
    <PlacesProvider value={(kind, query) => `${placeOf(kind)}?${query}`}>
      <Tabs value={tab} onChange={(to) => onTab(to ?? 'provisioning')} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="provisioning">{t.tabs.provisioning}</Tabs.Tab>
          <Tabs.Tab value="users">{t.tabs.users}</Tabs.Tab>
          <Tabs.Tab value="groups">{t.tabs.groups}</Tabs.Tab>
          <Tabs.Tab value="events">{t.tabs.events}</Tabs.Tab>
          {!guest && <Tabs.Tab value="drift">{text.drift.tab}</Tabs.Tab>}
          {mayLink && !guest && <Tabs.Tab value="settings">{t.tabs.settings}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="provisioning">
          <Provisioning directory={directory} />
        </Tabs.Panel>
        <Tabs.Panel value="users">
          <Listing
            key="users"
            kind={userKind}
            directory={directory}
            directories={[]}
            empty={{ title: t.lists.noUsers, detail: t.lists.noUsersDetail }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <Listing
            key="groups"
            kind={groupKind}
            directory={directory}
            directories={[]}
            empty={{ title: t.lists.noGroups, detail: t.lists.noGroupsDetail }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <EventsTab directory={directory} guest={guest} />
        </Tabs.Panel>
        {!guest && (
          <Tabs.Panel value="drift">
            <DriftTab directory={directory} />
          </Tabs.Panel>
        )}
        {!guest && (
          <Tabs.Panel value="settings">
            {mayLink ? <Settings directory={directory} /> : <NoRight>{t.noRight.settings}</NoRight>}
          </Tabs.Panel>
        )}
      </Tabs>
    </PlacesProvider>
  );
}
