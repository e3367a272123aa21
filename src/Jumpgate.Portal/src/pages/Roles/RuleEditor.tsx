import { useRef } from 'react';
import type { FieldProblem } from '../../api/types';
import { text } from '../../text';
import classes from './RuleEditor.module.css';

const t = text.roles.mapping;

interface RuleEditorProps {
  value: string;
  onChange(value: string): void;
  problems: FieldProblem[];
  readOnly: boolean;
}

/** The mapping's text with its line numbers; what is wrong is marked at its line and named with its column. */
export function RuleEditor({ value, onChange, problems, readOnly }: RuleEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = value.split('\n');
  const wrong = new Set(problems.map((problem) => problem.line));

  /** Puts the cursor where the problem is. */
  function go(problem: FieldProblem) {
    const before = lines.slice(0, (problem.line ?? 1) - 1).join('\n').length;
    const at = before + ((problem.line ?? 1) > 1 ? 1 : 0) + (problem.column ?? 1) - 1;
    field.current?.focus();
    field.current?.setSelectionRange(at, at);
  }

  return (
    <>
      <div className={classes.editor}>
        <div className={classes.gutter} aria-hidden>
          {lines.map((_, i) => (
            <span key={i} data-wrong={wrong.has(i + 1) || undefined}>
              {i + 1}
            </span>
          ))}
        </div>
        <textarea
          ref={field}
          className={classes.text}
          aria-label={t.text}
          aria-invalid={problems.length > 0}
          spellCheck={false}
          wrap="off"
          rows={Math.max(lines.length, 12)}
          value={value}
          readOnly={readOnly}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      {problems.length > 0 && (
        <div role="alert" className={classes.problems}>
          <strong>{t.problems(problems.length)}</strong>
          <ul>
            {problems.map((problem, i) => (
              <li key={i}>
                <button type="button" onClick={() => go(problem)}>
                  {problem.line == null
                    ? problem.field
                    : problem.column == null
                      ? t.line(problem.line)
                      : t.place(problem.line, problem.column)}
                </button>{' '}
                {problem.detail.replace(/^Line \d+(, column \d+)?: /, '')}
                {problem.fix && <em>{problem.fix}</em>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
