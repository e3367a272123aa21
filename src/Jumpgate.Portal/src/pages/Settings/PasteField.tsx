import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconClipboardX } from '@tabler/icons-react';
import { useRef } from 'react';
import { post } from '../../api/client';
import type { PasteCheck, PasteIssue } from '../../api/types';
import { text } from '../../text';
import { withoutIssues } from './paste';

interface PasteFieldProps {
  name: string;
  label: string;
  value: string;
  onChange(value: string): void;
  /** A console address was pasted here by mistake; its region is worth having. */
  onRegion(region: string): void;
  /** What the server takes the text for, once it has looked at it. */
  onKind?(kind: string): void;
  error?: string;
  description?: string;
  placeholder?: string;
  secret?: boolean;
  autoFocus?: boolean;
}

const t = text.paste;

/** A field for something carried over from another console: what is pasted is looked at before it is sent. */
export function PasteField({
  name,
  label,
  value,
  onChange,
  onRegion,
  onKind,
  secret = false,
  ...shown
}: PasteFieldProps) {
  const checked = useRef('');
  const check = useMutation({
    mutationFn: (pasted: string) => post<PasteCheck>('/v1/paste-check', { text: pasted, field: name }),
    onSuccess(found, pasted) {
      if (pasted === checked.current) onKind?.(found.kind);
      if (found.kind !== 'console_url' || !found.region || pasted !== checked.current) return;
      onRegion(found.region);
      onChange('');
    },
  });

  function look(pasted: string) {
    if (pasted === '' || pasted === checked.current) return;
    checked.current = pasted;
    check.mutate(pasted);
  }

  const found = value !== '' && value === check.variables ? check.data : undefined;
  const Input = secret ? PasswordInput : TextInput;
  return (
    <Stack gap={6}>
      <Input
        {...shown}
        name={name}
        label={label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        data-1p-ignore
        aria-invalid={shown.error !== undefined || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        onPaste={(event) => {
          const input = event.currentTarget;
          // The field trims line breaks away before it changes; the check sees what really lay in the clipboard.
          const pasted = event.clipboardData.getData('text');
          const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
          if (input.value !== '' && !whole) return;
          event.preventDefault();
          onChange(pasted);
          look(pasted);
        }}
        onBlur={(event) => {
          // What is found would move a button that is being pressed from under the pointer, and the press would miss it.
          if (!(event.relatedTarget instanceof HTMLButtonElement)) look(event.currentTarget.value);
        }}
      />
      {found && found.issues.length > 0 && (
        <Found
          found={found}
          remove={() => {
            const clean = withoutIssues(value, found.issues);
            onChange(clean);
            look(clean);
          }}
        />
      )}
      {found && found.issues.length === 0 && found.hint && (
        <Text fz="sm" c="dimmed" role="status">
          {found.hint}
        </Text>
      )}
    </Stack>
  );
}

function Found({ found, remove }: { found: PasteCheck; remove(): void }) {
  return (
    <Alert color="yellow" icon={<IconClipboardX aria-hidden />} title={t.found} role="status">
      <Stack gap={8} align="flex-start">
        <div>
          {found.issues.slice(0, 5).map((issue: PasteIssue) => (
            <Text key={issue.position} fz="sm">
              {issue.detail}
            </Text>
          ))}
          {found.issues.length > 5 && <Text fz="sm">{t.more(found.issues.length - 5)}</Text>}
        </div>
        {found.hint && <Text fz="sm">{found.hint}</Text>}
        {found.clean && (
          <Button size="xs" variant="default" onClick={remove}>
            {t.remove}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
