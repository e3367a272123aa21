import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { text } from '../text';
import { Fault } from './ProblemAlert';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  children: ReactNode;
  /** What happens, as the button's verb. */
  verb: string;
  grave?: boolean;
  busy: boolean;
  error?: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** Asks once more before something that cannot simply be taken back. */
export function ConfirmDialog({
  opened,
  title,
  children,
  verb,
  grave,
  busy,
  error,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      <Stack>
        {children}
        {error !== null && error !== undefined && <Fault error={error} focus />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {text.actions.cancel}
          </Button>
          <Button color={grave ? 'red' : undefined} loading={busy} onClick={onConfirm}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
