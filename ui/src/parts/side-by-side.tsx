/** Two definitions beside each other, each under its name. The editor is loaded when it is opened. */

import { Flex, Typography, theme } from 'antd';
import { lazy, Suspense } from 'react';
import { Frame, Plain } from './sql';

const MergeEditor = lazy(() => import('./codemirror/merge-editor'));

/** A text and what it is. */
export interface Side {
  label: string;
  text: string;
}

interface SideBySideProps {
  left: Side;
  right: Side;
  maxHeight?: number | string;
}

export function SideBySide({ left, right, maxHeight = 480 }: SideBySideProps) {
  const { token } = theme.useToken();
  const head = (side: Side) => (
    <Typography.Text strong style={{ flex: 1, paddingInline: token.paddingSM, paddingBlock: 6, minWidth: 0 }}>
      {side.label}
    </Typography.Text>
  );
  return (
    <Frame>
      <Flex
        style={{
          background: token.colorFillQuaternary,
          borderBottom: `1px solid ${token.colorBorderSecondary}`,
        }}
      >
        {head(left)}
        {head(right)}
      </Flex>
      <Suspense fallback={<Plain text={right.text} maxHeight={maxHeight} />}>
        <MergeEditor left={left} right={right} maxHeight={maxHeight} />
      </Suspense>
    </Frame>
  );
}
