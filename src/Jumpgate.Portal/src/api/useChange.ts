import { useMutation, useQueryClient } from '@tanstack/react-query';
import { patch } from './client';

/** Changes what has this path, and has it shown as it then is, wherever it was read under the key. */
export function useChange(path: string, key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: object) => patch(path, body),
    onSuccess: () => client.invalidateQueries({ queryKey: [key] }),
  });
}
