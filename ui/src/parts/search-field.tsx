/** A field that searches while one types, a moment after the last key. */

import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts';

interface SearchFieldProps {
  value: string;
  search: (text: string) => void;
  label?: string;
  wait?: number;
  width?: number;
}

export function SearchField({ value, search, label, wait = 250, width = 320 }: SearchFieldProps) {
  const { words } = useTexts();
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<InputRef>(null);
  useEffect(() => {
    // What was searched a moment ago must not take away what is typed now.
    if (document.activeElement !== field.current?.input) setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    if (wait === 0) search(text.trim());
    else timer.current = setTimeout(() => search(text.trim()), wait);
  };
  return (
    <Input.Search
      ref={field}
      allowClear
      style={{ width, maxWidth: '100%' }}
      placeholder={label ?? words.search}
      aria-label={label ?? words.search}
      value={typed}
      onChange={(event) => type(event.target.value)}
      onSearch={(text) => {
        clearTimeout(timer.current);
        search(text.trim());
      }}
    />
  );
}
