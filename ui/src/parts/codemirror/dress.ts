/** How CodeMirror looks and behaves here: read only, MySQL's words colored, in the colors of the appearance. */

import { MySQL, sql } from '@codemirror/lang-sql';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { GlobalToken } from 'antd';
import { nonce } from '../../nonce';

const CONTENT_NAME = 'aria-label';

/** What every text of SQL is dressed in. `label` is what a screen reader calls it. */
export function dress(token: GlobalToken, isDark: boolean, label: string): Extension[] {
  const style = nonce();
  return [
    ...(style ? [EditorView.cspNonce.of(style)] : []),
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ [CONTENT_NAME]: label, tabindex: '0' }),
    lineNumbers(),
    sql({ dialect: MySQL }),
    syntaxHighlighting(highlight(token, isDark)),
    look(token, isDark),
  ];
}

function highlight(token: GlobalToken, isDark: boolean): HighlightStyle {
  return HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword], color: isDark ? token.purple8 : token.purple7 },
    { tag: [tags.typeName, tags.standard(tags.name)], color: token.blue7 },
    { tag: tags.string, color: token.green8 },
    // A name in backticks, which MySQL writes around every name.
    { tag: tags.special(tags.string), color: token.colorText },
    { tag: [tags.number, tags.bool, tags.null], color: token.volcano8 },
    { tag: tags.comment, color: token.colorTextTertiary, fontStyle: 'italic' },
  ]);
}

function look(token: GlobalToken, isDark: boolean): Extension {
  return EditorView.theme(
    {
      '&': { color: token.colorText, backgroundColor: token.colorBgContainer, fontSize: '13px' },
      '&.cm-focused': { outline: `2px solid ${token.colorPrimaryBorder}`, outlineOffset: '-2px' },
      '.cm-scroller': { fontFamily: token.fontFamilyCode, lineHeight: '1.55' },
      '.cm-gutters': {
        color: token.colorTextTertiary,
        backgroundColor: token.colorBgLayout,
        borderInlineEnd: `1px solid ${token.colorBorderSecondary}`,
      },
      '&.cm-merge-a .cm-changedLine': { backgroundColor: token.colorErrorBg },
      '&.cm-merge-b .cm-changedLine': { backgroundColor: token.colorSuccessBg },
      '.cm-collapsedLines': {
        color: token.colorTextSecondary,
        background: token.colorBgLayout,
        cursor: 'pointer',
      },
    },
    { dark: isDark },
  );
}
