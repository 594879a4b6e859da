/** A text of SQL, read only. It is there at once as plain text; the editor that colors it is loaded when it is opened. */

import { CopyOutlined, DownloadOutlined } from '@ant-design/icons';
import { App, Button, Flex, theme } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTexts } from '../texts';
import { copyText, saveText } from './take-away';

const SqlEditor = lazy(() => import('./codemirror/sql-editor'));

interface SqlProps {
  text: string;
  /** What it is, for those who can't see it. */
  label: string;
  maxHeight?: number | string;
  /** The name of the file that Download makes; without it there is only Copy. */
  file?: string;
  /** Whether it can be copied. */
  copyable?: boolean;
}

export function Sql({ text, label, maxHeight = 420, file, copyable = true }: SqlProps) {
  return (
    <Flex vertical gap="small">
      {(copyable || file) && (
        <Flex justify="flex-end" gap="small">
          <TakeAway text={text} file={file} copyable={copyable} />
        </Flex>
      )}
      <Frame>
        <Suspense fallback={<Plain text={text} maxHeight={maxHeight} />}>
          <SqlEditor text={text.trimEnd()} label={label} maxHeight={maxHeight} />
        </Suspense>
      </Frame>
    </Flex>
  );
}

function TakeAway({ text, file, copyable }: { text: string; file?: string; copyable: boolean }) {
  const { words, analysis } = useTexts();
  const { message } = App.useApp();
  const copy = async () => {
    if (await copyText(text)) message.success(words.copied);
    else message.error(analysis.notCopied);
  };
  return (
    <>
      {copyable && (
        <Button size="small" icon={<CopyOutlined />} onClick={copy}>
          {words.copy}
        </Button>
      )}
      {file && (
        <Button size="small" icon={<DownloadOutlined />} onClick={() => saveText(file, text)}>
          {words.download}
        </Button>
      )}
    </>
  );
}

/** The border around a text. */
export function Frame({ children }: { children: ReactNode }) {
  const { token } = theme.useToken();
  return (
    <div
      style={{
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: token.borderRadius,
        overflow: 'hidden',
      }}
    >
      {children}
    </div>
  );
}

const FIRST_SIGHT = 20_000;

/** The text before the editor is there; the beginning of it is enough for that moment. */
export function Plain({ text, maxHeight }: { text: string; maxHeight: number | string }) {
  const { token } = theme.useToken();
  return (
    <pre
      style={{
        margin: 0,
        padding: token.paddingXS,
        maxHeight,
        overflow: 'auto',
        fontFamily: token.fontFamilyCode,
        fontSize: 13,
      }}
    >
      {text.slice(0, FIRST_SIGHT)}
    </pre>
  );
}
