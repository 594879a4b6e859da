/** One of the two lists: its title, its search, and what fits it. */

import { Flex, Input, Typography, theme } from 'antd';
import type { ReactNode } from 'react';

/** The names that contain a text, whatever their case. */
export function matching(names: string[], search: string): string[] {
  const wanted = search.trim().toLowerCase();
  return wanted === '' ? names : names.filter((name) => name.toLowerCase().includes(wanted));
}

interface SideProps {
  title: string;
  action: ReactNode;
  search: string;
  setSearch: (search: string) => void;
  searchLabel: string;
  children: ReactNode;
}

export function Side({ title, action, search, setSearch, searchLabel, children }: SideProps) {
  const { token } = theme.useToken();
  return (
    <div
      style={{
        border: `1px solid ${token.colorBorder}`,
        borderRadius: token.borderRadius,
        overflow: 'hidden',
        background: token.colorBgContainer,
      }}
    >
      <Flex
        align="center"
        justify="space-between"
        style={{ paddingInline: token.paddingSM, paddingBlock: 6, background: token.colorFillQuaternary }}
      >
        <Typography.Text strong>{title}</Typography.Text>
        {action}
      </Flex>
      <div style={{ padding: token.paddingXS, borderBlock: `1px solid ${token.colorBorderSecondary}` }}>
        <Input.Search
          allowClear
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={searchLabel}
          aria-label={searchLabel}
        />
      </div>
      {children}
    </div>
  );
}

/** A name, cut where there is no room; the whole of it is its title. */
export function Name({ text }: { text: string }) {
  return (
    <span
      title={text}
      style={{
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'pre',
        minWidth: 0,
        flex: '0 1 auto',
      }}
    >
      {text}
    </span>
  );
}
