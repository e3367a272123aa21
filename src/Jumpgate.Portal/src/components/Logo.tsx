import { Group, Text } from '@mantine/core';
import { text } from '../text';

export function Logo() {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/jumpgate.svg" width={28} height={28} alt="" />
      <Text fw={600} fz="lg">
        {text.product}
      </Text>
    </Group>
  );
}
