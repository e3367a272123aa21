import { Button, Group } from '@mantine/core';
import { text } from '../text';

/** Ends a form: saves, and says when it has. */
export function SaveButton({ change }: { change: { isPending: boolean; isSuccess: boolean } }) {
  return (
    <Group gap="sm">
      <Button type="submit" loading={change.isPending}>
        {text.actions.save}
      </Button>
      <span role="status">{change.isSuccess ? text.actions.saved : ''}</span>
    </Group>
  );
}
