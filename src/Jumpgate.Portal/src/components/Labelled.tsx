import { Fragment } from 'react';

/** Words of a guide; every second part is a label exactly as the other console writes it. */
export function Labelled({ words }: { words: readonly string[] }) {
  return words.map((word, i) => (
    <Fragment key={i}>{i % 2 === 0 ? word : <strong className="label">{word}</strong>}</Fragment>
  ));
}
