import type { CSSProperties, ReactNode } from 'react';
import classes from './Facts.module.css';

/** A row of facts, each a label above its value. */
export function Facts({ children, min = 216 }: { children: ReactNode; min?: number }) {
  return (
    <dl className={classes.facts} style={{ '--fact': `${min}px` } as CSSProperties}>
      {children}
    </dl>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt className={classes.label}>{label}</dt>
      <dd className={`${classes.value} numeric`}>{children}</dd>
    </div>
  );
}
