import { Grid, Paper, Stepper } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMay, useSession } from '../../app/session';
import { NoRight } from '../../components/NoRight';
import { PageHeader } from '../../components/PageHeader';
import { withParams } from '../../components/params';
import { text } from '../../text';
import { Connection } from './Connection';
import { Contact } from './Contact';
import { keepDraft, recallDraft, type FeedDraft } from './draft';
import { Guide } from './Guide';
import { Method } from './Method';
import { Product } from './Product';

const t = text.feeds.new;
const steps = ['product', 'method', 'contact', 'connection'];

/** From a product to its feed, in four steps; what to do in JumpCloud stands beside them. */
export function Page() {
  const may = useMay('feeds');
  const { tenant } = useSession();
  return (
    <>
      <PageHeader title={t.title} back={{ to: '/events/feeds', label: text.feeds.title }} />
      {may ? <Desk key={tenant} /> : <NoRight>{text.feeds.noRight}</NoRight>}
    </>
  );
}

function Desk() {
  const { tenant } = useSession();
  const [params, setParams] = useSearchParams();
  const [draft, setDraft] = useState(() =>
    recallDraft(tenant, { name: '', email: '', baseUrl: '', eventTypes: null }),
  );
  const at = Math.max(steps.indexOf(params.get('step') ?? ''), 0);
  const go = (step: number) => setParams((p) => withParams(p, { step: steps[step] ?? null }));

  function change(values: Partial<FeedDraft>) {
    const next = { ...draft, ...values };
    setDraft(next);
    keepDraft(tenant, next);
  }

  return (
    <Grid gap={48}>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stepper
          active={at}
          onStepClick={(step) => step < at && go(step)}
          size="xs"
          mb="lg"
          aria-label={t.stepsLabel}
        >
          {t.steps.map((label, i) => (
            <Stepper.Step key={label} label={label} allowStepSelect={i < at} />
          ))}
        </Stepper>
        <Paper className="surface" p="lg">
          {at === 0 && <Product onChosen={() => go(1)} />}
          {at === 1 && <Method onChosen={() => go(2)} onBack={() => go(0)} />}
          {at === 2 && <Contact draft={draft} onChange={change} onNext={() => go(3)} onBack={() => go(1)} />}
          {at === 3 && <Connection draft={draft} onChange={change} onBack={() => go(2)} />}
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Guide />
      </Grid.Col>
    </Grid>
  );
}
