/** A screen: its title, what can be done on it, and what it shows. */

import { Flex, Typography } from 'antd';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  title: ReactNode;
  /** For the browser's tab, where the title is no text. */
  name?: string;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, name, actions, children }: PageProps) {
  const tab = name ?? (typeof title === 'string' ? title : undefined);
  useEffect(() => {
    document.title = tab ? `${tab} · Shadowtable` : 'Shadowtable';
  }, [tab]);
  return (
    <Flex vertical gap="middle">
      <Flex align="center" justify="space-between" gap="middle" wrap style={{ minHeight: 36 }}>
        <Typography.Title level={1} style={{ margin: 0, fontSize: 22 }}>
          {title}
        </Typography.Title>
        {actions && (
          <Flex gap="small" wrap>
            {actions}
          </Flex>
        )}
      </Flex>
      {children}
    </Flex>
  );
}
