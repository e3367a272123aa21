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
  /** What must hold before it can be confirmed, such as a name typed. */
  ready?: boolean;
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
  ready = true,
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
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onConfirm();
        }}
      >
        <Stack>
          {children}
          {error !== null && error !== undefined && <Fault error={error} focus />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} data-autofocus={ready || undefined}>
              {text.actions.cancel}
            </Button>
            <Button type="submit" color={grave ? 'red' : undefined} loading={busy} disabled={!ready}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
