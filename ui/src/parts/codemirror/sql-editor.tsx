/** SQL in CodeMirror: only the lines in sight are in the page, so that a text of a million lines opens at once. */

import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { theme } from 'antd';
import { useEffect, useRef } from 'react';
import { useAppearance } from '../../appearance';
import { dress } from './dress';

interface SqlEditorProps {
  text: string;
  label: string;
  maxHeight: number | string;
}

export default function SqlEditor({ text, label, maxHeight }: SqlEditorProps) {
  const { token } = theme.useToken();
  const { isDark } = useAppearance();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const height = typeof maxHeight === 'number' ? `${maxHeight}px` : maxHeight;
    const fits = EditorView.theme({ '&': { maxHeight: height }, '.cm-scroller': { overflow: 'auto' } });
    const state = EditorState.create({ doc: text, extensions: [dress(token, isDark, label), fits] });
    const view = new EditorView({ state, parent: place.current });
    return () => view.destroy();
  }, [text, label, maxHeight, token, isDark]);
  return <div ref={place} />;
}
