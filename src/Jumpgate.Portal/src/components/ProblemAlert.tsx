import { Alert, Anchor, Code, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconInfoCircle, type Icon } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { ApiError } from '../api/client';
import type { Problem } from '../api/types';
import { text } from '../text';

type Trouble = Pick<Problem, 'code' | 'title'> & Partial<Pick<Problem, 'detail' | 'fix' | 'docs'>>;

const looks: Record<string, [color: string, icon: Icon]> = {
  error: ['red', IconAlertCircle],
  warning: ['yellow', IconAlertTriangle],
  info: ['accent', IconInfoCircle],
};

interface ProblemAlertProps {
  problem: Trouble;
  severity?: string;
  /** Moves the focus here once, so that a screen reader and the keyboard go on from the trouble. */
  focus?: boolean;
  /** Where to go on from here. */
  action?: ReactNode;
}

/** A trouble as every page shows it: what, why, what to do next, and its code. */
export function ProblemAlert({ problem, severity = 'error', focus = false, action }: ProblemAlertProps) {
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) here.current?.focus();
  }, [focus, problem]);
  const [color, Icon] = looks[severity] ?? ['yellow', IconAlertTriangle];
  return (
    <Alert
      ref={here}
      tabIndex={focus ? -1 : undefined}
      color={color}
      icon={<Icon aria-hidden />}
      title={problem.title}
      role={severity === 'error' ? 'alert' : 'status'}
      data-code={problem.code}
    >
      <Stack gap={6}>
        {problem.detail && <Text>{problem.detail}</Text>}
        {problem.fix && (
          <Text style={{ whiteSpace: 'pre-line' }}>
            <Text span fw={600}>
              {text.problem.next}:
            </Text>{' '}
            <Linked words={problem.fix} />
          </Text>
        )}
        {action}
        <Text fz="sm">
          {text.problem.code} <Code>{problem.code}</Code>{' '}
          {problem.docs ? (
            <Anchor href={problem.docs} target="_blank" fz="sm">
              {text.problem.help}
            </Anchor>
          ) : (
            <Anchor component={Link} to={`/help/codes#${problem.code}`} fz="sm">
              {text.problem.help}
            </Anchor>
          )}
        </Text>
      </Stack>
    </Alert>
  );
}

/** Web addresses in the server's words become links. */
function Linked({ words }: { words: string }) {
  return words.split(/(https:\/\/[^\s)]+[^\s).,;])/).map((part, i) =>
    part.startsWith('https://') ? (
      <Anchor key={i} href={part} target="_blank" rel="noreferrer">
        {part}
      </Anchor>
    ) : (
      part
    ),
  );
}

export function Fault({ error, focus }: { error: unknown; focus?: boolean }) {
  if (error instanceof ApiError) return <ProblemAlert problem={error.problem} focus={focus} />;
  if (error instanceof Error)
    return (
      <ProblemAlert problem={{ code: 'page_error', title: error.message, detail: null }} focus={focus} />
    );
  return null;
}
