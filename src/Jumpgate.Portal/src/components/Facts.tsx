import type { ReactNode } from 'react';
import classes from './Facts.module.css';

/** A row of facts, each a label above its value. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt className={classes.label}>{label}</dt>
      <dd className={`${classes.value} numeric`}>{children}</dd>
    </div>
  );
}
