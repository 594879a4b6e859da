/** A list of which only the rows in sight are in the page: it answers at once with ten thousand of them. */

import { theme } from 'antd';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { moveOf } from './moves';

export const ROW = 32;
const BEYOND = 6;

interface ListboxProps {
  label: string;
  count: number;
  height: number;
  isSelected: (index: number) => boolean;
  row: (index: number) => ReactNode;
  /** Space, Enter or a click. With `to` all rows from the active one to that one are meant. */
  onToggle?: (index: number, to?: number) => void;
  onAll?: () => void;
  onDelete?: (index: number) => void;
  empty: ReactNode;
}

/** A listbox of the ARIA practices: arrows, Page Up and Down, Home, End, Space, Ctrl+A, Shift with arrows or a click. */
export function Listbox(props: ListboxProps) {
  const { label, count, height, isSelected, row, onToggle, onAll, onDelete, empty } = props;
  const { token } = theme.useToken();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [wanted, setActive] = useState(0);
  const [isFocused, setIsFocused] = useState(false);
  const active = Math.min(wanted, Math.max(0, count - 1));

  // A shorter list leaves the box scrolled less than before, of which no event may tell.
  useLayoutEffect(() => {
    const element = box.current;
    if (element && element.scrollTop > Math.max(0, count * ROW - height)) element.scrollTop = 0;
    if (element) setTop(element.scrollTop);
  }, [count, height]);

  const go = (next: number, extend: boolean) => {
    if (extend && next !== active) onToggle?.(active, next);
    setActive(next);
    const element = box.current;
    if (!element) return;
    if (next * ROW < element.scrollTop) element.scrollTop = next * ROW;
    else if ((next + 1) * ROW > element.scrollTop + element.clientHeight)
      element.scrollTop = (next + 1) * ROW - element.clientHeight;
  };
  const press = (event: KeyboardEvent) => {
    if (count === 0) return;
    const page = Math.max(1, Math.floor(height / ROW) - 1);
    const next = moveOf(event.key, active, count, page);
    if (next !== null) go(next, event.shiftKey);
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') onAll?.();
    else if (event.key === ' ' || event.key === 'Enter') onToggle?.(active);
    else if (event.key === 'Delete' || event.key === 'Backspace') onDelete?.(active);
    else return;
    event.preventDefault();
  };

  const first = Math.max(0, Math.floor(top / ROW) - BEYOND);
  const last = Math.min(count, Math.ceil((top + height) / ROW) + BEYOND);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
  return (
    <div
      ref={box}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable
      aria-activedescendant={count > 0 ? `${id}-${active}` : undefined}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={press}
      onFocus={() => setIsFocused(true)}
      onBlur={() => setIsFocused(false)}
      style={{
        height,
        overflow: 'auto',
        position: 'relative',
        outlineColor: token.colorPrimary,
        outlineOffset: -2,
      }}
    >
      {count === 0 && empty}
      <div role="presentation" style={{ height: count * ROW, position: 'relative' }}>
        {shown.map((index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys, as the ARIA practices want it
          // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and says which row is active
          <div
            key={index}
            id={`${id}-${index}`}
            role="option"
            aria-selected={isSelected(index)}
            aria-posinset={index + 1}
            aria-setsize={count}
            onClick={(event) => {
              if (event.shiftKey) onToggle?.(active, index);
              else onToggle?.(index);
              setActive(index);
            }}
            style={{
              position: 'absolute',
              top: index * ROW,
              height: ROW,
              insetInline: 0,
              display: 'flex',
              alignItems: 'center',
              gap: token.marginXS,
              paddingInline: token.paddingSM,
              cursor: onToggle ? 'pointer' : 'default',
              background: isFocused && index === active ? token.controlItemBgHover : undefined,
            }}
          >
            {row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
