import { Tabs } from '@mantine/core';
import { useNavigate, useParams } from 'react-router';
import { PageHeader } from '../../components/PageHeader';
import { text } from '../../text';
import { Catalogue } from './Catalogue';
import { MappingTab } from './MappingTab';

const t = text.roles;

/** The application's roles, and who gets them. */
export function Page() {
  const { tab = 'catalogue' } = useParams();
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <Tabs
        value={tab}
        onChange={(to) => void navigate(to === 'mapping' ? '/roles/mapping' : '/roles')}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="catalogue">{t.tabs.catalogue}</Tabs.Tab>
          <Tabs.Tab value="mapping">{t.tabs.mapping}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="catalogue">
          <Catalogue />
        </Tabs.Panel>
        <Tabs.Panel value="mapping">
          <MappingTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
