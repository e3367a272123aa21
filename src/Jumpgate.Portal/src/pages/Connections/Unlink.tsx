import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Organization } from '../../api/types';
import { RemovalSection } from '../../components/Removal';
import { text } from '../../text';

const t = text.unlink;

export function Unlink({ organization: o }: { organization: Organization }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <RemovalSection
      title={t.title}
      path={`/v1/organizations/${o.id}`}
      verb={t.unlink}
      question={t.question(o.name)}
      detail={t.detail}
      typed={{ name: o.name, label: t.type(o.name) }}
      onRemoved={async () => {
        await navigate('/connections');
        for (const key of ['organizations', 'directories'])
          void client.invalidateQueries({ queryKey: [key] });
        client.removeQueries({ queryKey: ['organization', o.id] });
      }}
    />
  );
}
