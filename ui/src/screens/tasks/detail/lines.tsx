/** Very many lines of text, of which only those in sight are on the page. */

import { theme } from 'antd';
import { useLayoutEffect, useRef, useState } from 'react';

const HEIGHT = 20;
const BEYOND = 20;

interface LinesProps {
  lines: string[];
  /** What is marked in them. */
  marked: string;
  label: string;
  /** Whether the last line stays in sight. */
  follows: boolean;
  setFollows: (follows: boolean) => void;
}

export function Lines({ lines, marked, label, follows, setFollows }: LinesProps) {
  const { token } = theme.useToken();
  const box = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const longest = useRef(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setHeight(element.clientHeight));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is why it is scrolled.
  useLayoutEffect(() => {
    if (follows && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [follows, lines.length, height]);
  const first = Math.max(0, Math.floor(top / HEIGHT) - BEYOND);
  const behind = Math.min(lines.length, Math.ceil((top + height) / HEIGHT) + BEYOND);
  const shown = lines.slice(first, behind).map((text, index) => ({ text, place: first + index }));
  // The box never becomes narrower while one scrolls: the text would jump to the side.
  longest.current = Math.max(longest.current, ...shown.map(({ text }) => text.length));
  const scrolled = (element: HTMLElement) => {
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - HEIGHT;
    // Whoever scrolls up wants to read; whoever scrolls to the end wants to go on with it.
    if (element.scrollTop < top && !isAtEnd && follows) setFollows(false);
    setTop(element.scrollTop);
  };
  return (
    <section
      ref={box}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      onScroll={(event) => scrolled(event.currentTarget)}
      style={{
        height: 'max(320px, calc(100vh - 330px))',
        overflow: 'auto',
        contain: 'strict',
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: token.borderRadius,
        fontFamily: token.fontFamilyCode,
        fontSize: 13,
      }}
    >
      <div
        style={{
          height: lines.length * HEIGHT,
          marginBlock: token.marginXS,
          position: 'relative',
          minWidth: `${longest.current + 4}ch`,
        }}
      >
        {shown.map(({ text, place }) => (
          <div
            key={place}
            style={{
              position: 'absolute',
              insetBlockStart: place * HEIGHT,
              height: HEIGHT,
              lineHeight: `${HEIGHT}px`,
              paddingInline: token.paddingSM,
              whiteSpace: 'pre',
            }}
          >
            <Marked text={text.replaceAll('\n', ' ')} wanted={marked} />
          </div>
        ))}
      </div>
    </section>
  );
}

function Marked({ text, wanted }: { text: string; wanted: string }) {
  if (wanted === '') return text;
  const place = text.toLowerCase().indexOf(wanted.toLowerCase());
  if (place < 0) return text;
  const end = place + wanted.length;
  return (
    <>
      {text.slice(0, place)}
      <mark>{text.slice(place, end)}</mark>
      <Marked text={text.slice(end)} wanted={wanted} />
    </>
  );
}
