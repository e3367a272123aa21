import { Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { Directory, ScimToken } from '../../api/types';
import { CopyField } from '../../components/CopyField';
import { Labelled } from '../../components/Labelled';
import { Section } from '../../components/Section';
import { text } from '../../text';
import type { GuideStep } from '../../text/scim';
import { freshOf } from './fresh';
import { guideOf } from './guideOf';
import classes from './Guide.module.css';
import { providerName } from './state';
import { Sign } from './Signs';
import type { SeenSigns } from './useSigns';

const t = text.scim;

interface GuideProps {
  directory: Directory;
  tokens: ScimToken[] | undefined;
  signs: SeenSigns;
}

/** Step by step at the provider, with its own labels, the values to carry over, and the hub's checks. */
export function Guide({ directory, tokens, signs }: GuideProps) {
  const provider = directory.scim?.provider ?? '';
  const steps = guideOf(directory);
  const proven = lastProven(steps, signs);
  const known = provider in text.guides && provider !== 'custom';
  return (
    <Section title={known ? t.guide.title(providerName(directory)) : t.guide.customTitle}>
      <ol className={classes.steps}>
        {steps.map((step, i) => (
          <li
            key={step.title}
            className={classes.step}
            data-done={i <= proven || undefined}
            aria-current={i === proven + 1 ? 'step' : undefined}
          >
            <span className={classes.number} aria-hidden>
              {i <= proven ? <IconCheck size={14} /> : i + 1}
            </span>
            <div className={classes.body}>
              <Title order={3}>{step.title}</Title>
              {step.lines.map((words, n) => (
                <Text key={n}>
                  <Labelled words={words} />
                </Text>
              ))}
              {step.carry?.map((carry) => (
                <Carry key={carry.value} carry={carry} directory={directory} tokens={tokens} />
              ))}
              {step.signs?.map((name) => (
                <Sign key={name} name={name} seen={signs[name]} who={providerName(directory)} />
              ))}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** A sign that was seen proves its step and all before it. */
function lastProven(steps: GuideStep[], signs: SeenSigns): number {
  return steps.findLastIndex((step) => step.signs?.some((name) => signs[name]));
}

function Carry({
  carry,
  directory,
  tokens,
}: {
  carry: NonNullable<GuideStep['carry']>[number];
  directory: Directory;
  tokens: ScimToken[] | undefined;
}) {
  const label = carry.value === 'endpoint' ? t.values.endpoint : t.values.token;
  const fresh = freshOf(directory.id)?.token;
  const value = carry.value === 'endpoint' ? directory.scim?.endpointUrl : fresh;
  if (value !== undefined)
    return (
      <CopyField
        label={`${label} ${t.guide.into(carry.into)}`}
        value={value}
        secret={carry.value === 'token'}
        copy={`${carry.value === 'endpoint' ? t.values.copyEndpoint : t.values.copyToken} ${t.guide.into(carry.into)}`}
        copied={t.values.copied}
      />
    );
  const newest = tokens?.findLast((token) => token.revokedAt === null);
  return (
    <Text fz="sm" c="dimmed">
      {label} {t.guide.into(carry.into)}
      {newest && `: ${t.guide.lost(newest.suffix)}`}
    </Text>
  );
}
