import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';

/** `/` moves the focus into the page's search field. */
export function useSearchKey() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    function look(event: globalThis.KeyboardEvent) {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    }
    document.addEventListener('keydown', look);
    return () => document.removeEventListener('keydown', look);
  }, []);
  return field;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}

const moves: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Rows of a table walked with the arrows and opened with Enter or a click; one tab stop for the whole table.
 * The right arrow goes to the row's menu, the left one back.
 */
export function useRowKeys(open: (id: string) => void) {
  function onKeyDown(event: KeyboardEvent<HTMLTableSectionElement>) {
    const row = event.target as HTMLElement;
    const menu = row.closest<HTMLElement>('[data-menu]');
    if (menu !== null && event.key === 'ArrowLeft') menu.closest<HTMLElement>('[data-row]')?.focus();
    if (row.dataset.row === undefined) return;
    if (event.key === 'ArrowRight') row.querySelector<HTMLElement>('[data-menu]')?.focus();
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(row.dataset.row);
      return;
    }
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
    rows[move(rows.indexOf(row), rows.length - 1)]?.focus();
  }

  function onClick(event: MouseEvent<HTMLTableSectionElement>) {
    const at = event.target as HTMLElement;
    // A menu of the row stands in a portal: its clicks bubble here through React, not through the page.
    if (
      !event.currentTarget.contains(at) ||
      at.closest('a, button, input') !== null ||
      getSelection()?.type === 'Range'
    )
      return;
    const id = at.closest<HTMLElement>('[data-row]')?.dataset.row;
    if (id !== undefined) open(id);
  }

  return {
    body: { onKeyDown, onClick },
    row: (id: string, first: boolean) => ({
      'data-row': id,
      tabIndex: first ? 0 : -1,
      style: { cursor: 'pointer' },
    }),
  };
}
