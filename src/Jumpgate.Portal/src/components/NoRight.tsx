import { IconLock } from '@tabler/icons-react';
import { useSession } from '../app/session';
import { text } from '../text';
import { Blank } from './Blank';

/** Stands where a page is not for the person's role. */
export function NoRight({ children }: { children: string }) {
  const { session } = useSession();
  return (
    <Blank icon={<IconLock />} title={children}>
      {text.noRight.detail(session.role)}
    </Blank>
  );
}
