/** How high a list may be so that it and what stands below it fit into the window. */

import { useLayoutEffect, useRef, useState } from 'react';

const LEAST = 240;

/** `below` is what stands under the rows of the list, in pixels. */
export function useRoom<T extends HTMLElement>(below: number) {
  const box = useRef<T>(null);
  const [height, setHeight] = useState(480);
  useLayoutEffect(() => {
    const measure = () => {
      const top = box.current?.getBoundingClientRect().top ?? 0;
      setHeight(Math.max(LEAST, Math.floor(window.innerHeight - top - window.scrollY - below)));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    if (box.current?.parentElement) watcher.observe(box.current.parentElement);
    window.addEventListener('resize', measure);
    return () => {
      watcher.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [below]);
  return [box, height] as const;
}
