import { useNavigate } from 'react-router';
import { useMay, useSession } from '../../app/session';
import { NoRight } from '../../components/NoRight';
import { PageHeader } from '../../components/PageHeader';
import { text } from '../../text';
import { ProviderChoice } from './ProviderChoice';

const t = text.scim;

/** Where receiving begins: who sends the users. */
export function Page() {
  const { session, tenant } = useSession();
  const navigate = useNavigate();
  const mayLink = useMay('link');
  const name = session.tenants.find((each) => each.id === tenant)?.name ?? '';
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        back={{ to: '/connections', label: text.connections.title }}
      />
      {mayLink ? (
        <ProviderChoice
          key={tenant}
          tenant={tenant}
          app={name}
          onMade={(made) => void navigate(`/connections/scim/${made.id}`)}
        />
      ) : (
        <NoRight>{t.noRight.add}</NoRight>
      )}
    </>
  );
}
