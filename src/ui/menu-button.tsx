/**
 * A menu button after the WAI-ARIA practice of that name: Enter, Space and arrows open it; arrows, Home, End and first
 * letters move in it; Escape and Tab close it, and Escape gives the focus back to the button.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks';

export interface MenuItem {
  /** Stable name, also `data-action`. */
  readonly action: string;
  readonly words: string;
  readonly run: () => void;
}

interface MenuButtonProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

export function MenuButton({ label, items }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useCloseOutside(root, open, () => setOpen(false));

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="menu-root" ref={root}>
      <button
        type="button"
        class="menu-button"
        ref={button}
        data-action="menu"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 5.5 8 10.5 13 5.5" />
        </svg>
      </button>
      {open && <Menu id={id} label={label} items={items} onClose={close} onLeave={() => setOpen(false)} />}
    </div>
  );
}

interface MenuProps extends MenuButtonProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onLeave: () => void;
}

function Menu({ id, label, items, onClose, onLeave }: MenuProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => itemsOf(list.current)[0]?.focus(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return onLeave();
    if (event.key === 'Escape') {
      event.preventDefault();
      return onClose();
    }
    const next = itemAfterKey(itemsOf(list.current), event);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div class="menu" id={id} role="menu" aria-label={label} tabIndex={-1} ref={list} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.action}
          type="button"
          class="menu-item"
          role="menuitem"
          tabIndex={-1}
          data-action={item.action}
          onClick={() => {
            onClose();
            item.run();
          }}
        >
          {item.words}
        </button>
      ))}
    </div>
  );
}

function itemsOf(list: HTMLElement | null): readonly HTMLElement[] {
  return list === null ? [] : [...list.querySelectorAll<HTMLElement>('[role=menuitem]')];
}

function itemAfterKey(items: readonly HTMLElement[], event: KeyboardEvent): HTMLElement | undefined {
  const at = items.findIndex((item) => item.matches(':focus'));
  switch (event.key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return itemByLetter(items, at, event);
  }
}

function itemByLetter(items: readonly HTMLElement[], at: number, event: KeyboardEvent) {
  if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey || event.key === ' ')
    return undefined;
  const letter = event.key.toLocaleLowerCase();
  const fromNext = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return fromNext.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter));
}

function useCloseOutside(root: { readonly current: HTMLElement | null }, open: boolean, close: () => void) {
  useEffect(() => {
    if (!open) return;
    const onOutside = (event: Event) => {
      if (!(event.target instanceof Node) || !root.current?.contains(event.target)) close();
    };
    document.addEventListener('pointerdown', onOutside);
    window.addEventListener('blur', close);
    return () => {
      document.removeEventListener('pointerdown', onOutside);
      window.removeEventListener('blur', close);
    };
  }, [open]);
}
