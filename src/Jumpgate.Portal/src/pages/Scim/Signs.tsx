import { Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { Directory } from '../../api/types';
import { Section } from '../../components/Section';
import { text } from '../../text';
import type { SignName } from '../../text/scim';
import { guideOf } from './guideOf';
import classes from './Guide.module.css';
import { providerName } from './state';
import type { SeenSigns } from './useSigns';

const t = text.scim.signs;

/** The checks that the hub makes itself, in the order of the guide. */
export function Signs({ directory, signs }: { directory: Directory; signs: SeenSigns }) {
  const names = guideOf(directory).flatMap((step) => step.signs ?? []);
  return (
    <Section title={t.title}>
      <Text fz="sm" c="dimmed" mb="xs">
        {t.lead}
      </Text>
      <ul className={classes.signs} aria-live="polite">
        {names.map((name) => (
          <li key={name}>
            <Sign name={name} seen={signs[name]} who={providerName(directory)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Sign({ name, seen, who }: { name: SignName; seen: boolean; who: string }) {
  const Icon = seen ? IconCircleCheck : IconCircleDashed;
  return (
    <span className={classes.sign} data-sign={name} data-seen={seen}>
      <Icon size={18} aria-hidden />
      <span>{seen ? t[name].seen(who) : t[name].due(who)}</span>
      <Text span fz="sm" c="dimmed">
        {seen ? t.done : t.waiting}
      </Text>
    </span>
  );
}
