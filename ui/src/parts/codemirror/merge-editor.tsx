/** Two texts of SQL beside each other in CodeMirror, with what differs marked. */

import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { theme } from 'antd';
import { useEffect, useRef } from 'react';
import { useAppearance } from '../../appearance';
import { useTexts } from '../../texts';
import type { Side } from '../side-by-side';
import { dress } from './dress';

interface MergeEditorProps {
  left: Side;
  right: Side;
  maxHeight: number | string;
}

// A definition with thousands of columns is compared more coarsely rather than slowly.
const DIFF = { scanLimit: 5000, timeout: 500 };
const COLLAPSE = { margin: 4, minSize: 8 };

export default function MergeEditor({ left, right, maxHeight }: MergeEditorProps) {
  const { token } = theme.useToken();
  const { isDark } = useAppearance();
  const { analysis } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const [leftText, leftLabel, rightText, rightLabel] = [left.text, left.label, right.text, right.label];
  useEffect(() => {
    if (!place.current) return;
    const phrases = EditorState.phrases.of({ '$ unchanged lines': analysis.unchangedLines });
    const more = [phrases, EditorView.lineWrapping];
    const of = (doc: string, label: string) => ({ doc, extensions: [dress(token, isDark, label), more] });
    const view = new MergeView({
      a: of(leftText, leftLabel),
      b: of(rightText, rightLabel),
      parent: place.current,
      gutter: true,
      collapseUnchanged: COLLAPSE,
      diffConfig: DIFF,
    });
    return () => view.destroy();
  }, [leftText, leftLabel, rightText, rightLabel, token, isDark, analysis]);
  return <div ref={place} style={{ maxHeight, overflow: 'auto' }} />;
}
