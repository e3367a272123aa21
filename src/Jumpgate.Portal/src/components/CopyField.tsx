import { ActionIcon, Button, CopyButton, Group, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { text } from '../text';

interface CopyFieldProps {
  label: string;
  value: string;
  /** What the button says. */
  copy: string;
  copied: string;
  description?: ReactNode;
  /** Hidden until asked for: somebody may look over the shoulder. */
  secret?: boolean;
}

/** A value to carry somewhere else. */
export function CopyField({
  label,
  value,
  copy: copyLabel,
  copied: copiedLabel,
  description,
  secret,
}: CopyFieldProps) {
  const [open, setOpen] = useState(!secret);
  return (
    <Group align="flex-start" wrap="nowrap" gap="xs">
      <TextInput
        label={label}
        description={description}
        value={value}
        type={open ? 'text' : 'password'}
        autoComplete="off"
        readOnly
        flex={1}
        miw={0}
        classNames={{ input: 'mono' }}
        onFocus={(event) => event.currentTarget.select()}
        rightSection={
          secret && (
            <ActionIcon
              variant="subtle"
              color="gray"
              onClick={() => setOpen(!open)}
              aria-label={open ? text.actions.hide : text.actions.show}
              aria-pressed={open}
            >
              {open ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
            </ActionIcon>
          )
        }
      />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            mt={21}
            h={42}
            px="sm"
            variant="default"
            style={{ flex: 'none' }}
            onClick={copy}
            aria-label={copied ? `${label}: ${copiedLabel}` : copyLabel}
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          >
            {copied ? copiedLabel : text.actions.copy}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
