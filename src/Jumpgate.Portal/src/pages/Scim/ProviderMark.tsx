import {
  IconBrandWindows,
  IconCircle,
  IconCircleNumber1,
  IconCloudUp,
  IconPlugConnected,
  IconRadar2,
  type Icon,
} from '@tabler/icons-react';

const marks: Record<string, Icon> = {
  jumpcloud: IconCloudUp,
  entra: IconBrandWindows,
  okta: IconCircle,
  onelogin: IconCircleNumber1,
  ping: IconRadar2,
};

export function ProviderMark({ provider }: { provider: string }) {
  const Mark = marks[provider] ?? IconPlugConnected;
  return <Mark size={22} stroke={1.6} aria-hidden />;
}
