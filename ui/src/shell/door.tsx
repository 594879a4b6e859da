/** The page of those who are not in yet. */

import { Card, Flex, Typography, theme } from 'antd';
import type { ReactNode } from 'react';
import { AppearanceChoice, LanguageChoice } from './choices';

export function Door({ title, children }: { title: string; children: ReactNode }) {
  const { token } = theme.useToken();
  return (
    <Flex
      align="center"
      justify="center"
      style={{ minHeight: '100vh', padding: 24, background: token.colorBgLayout }}
      role="main"
    >
      <Flex style={{ position: 'absolute', insetBlockStart: 12, insetInlineEnd: 24 }}>
        <LanguageChoice />
        <AppearanceChoice />
      </Flex>
      <Card style={{ width: 400, maxWidth: '100%' }}>
        <Flex align="center" gap="middle" style={{ marginBottom: 16 }}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          <Typography.Title level={1} style={{ margin: 0, fontSize: 20 }}>
            {title}
          </Typography.Title>
        </Flex>
        {children}
      </Card>
    </Flex>
  );
}
