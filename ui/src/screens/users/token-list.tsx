/** One's own tokens: what programs log on with. */

import { DeleteOutlined } from '@ant-design/icons';
import { App, Button, Empty, Flex, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { MadeToken, Token } from '../../api/schema';
import { useAddress } from '../../parts/address';
import { Confirm } from '../../parts/confirm';
import { Failure } from '../../parts/failure';
import { When } from '../../parts/when';
import { useTexts } from '../../texts';
import { CreateToken, Made } from './create-token';
import { deleteToken, useForgetTokens, useTokens } from './queries';

export function TokenList({ actions }: { actions: HTMLElement | null }) {
  const { users: texts } = useTexts();
  const tokens = useTokens();
  const [params, change] = useAddress();
  const [made, setMade] = useState<MadeToken | null>(null);
  const [going, setGoing] = useState<Token | null>(null);
  const columns = useColumns(setGoing);
  if (tokens.isError && !tokens.data) return <Failure error={tokens.error} again={() => tokens.refetch()} />;
  const create = (
    <Button type="primary" onClick={() => change({ open: 'new' })}>
      {texts.createToken}
    </Button>
  );
  return (
    <Flex vertical gap="middle">
      {actions && createPortal(create, actions)}
      <Typography.Text type="secondary">{texts.tokensWhat}</Typography.Text>
      <Table<Token>
        size="middle"
        rowKey="id"
        dataSource={tokens.data ?? []}
        columns={columns}
        loading={tokens.isPending}
        pagination={false}
        scroll={{ x: 800 }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.noTokens} /> }}
      />
      {params.get('open') === 'new' && <CreateToken made={setMade} close={() => change({ open: null })} />}
      {made && <Made name={made.token.name} secret={made.secret} close={() => setMade(null)} />}
      {going && <DeleteToken token={going} close={() => setGoing(null)} />}
    </Flex>
  );
}

function useColumns(remove: (token: Token) => void): TableColumnsType<Token> {
  const { users: texts, words } = useTexts();
  const { tokenColumns: columns } = texts;
  return [
    { title: columns.name, render: (_, { name }) => <Typography.Text strong>{name}</Typography.Text> },
    { title: columns.scope, width: 140, render: (_, { scope }) => words.roles[scope] ?? scope },
    { title: columns.created, width: 180, render: (_, token) => <When at={token.created_at} /> },
    { title: columns.end, width: 200, render: (_, token) => <End at={token.expires_at} /> },
    {
      title: columns.used,
      width: 180,
      render: (_, { used_at }) => (used_at ? <When at={used_at} /> : texts.neverUsed),
    },
    {
      title: columns.actions,
      key: 'actions',
      width: 90,
      align: 'end',
      render: (_, token) => (
        <Button
          type="text"
          size="small"
          danger
          icon={<DeleteOutlined />}
          aria-label={texts.deleteToken(token.name)}
          onClick={() => remove(token)}
        />
      ),
    },
  ];
}

function End({ at }: { at: string | null | undefined }) {
  const { users: texts } = useTexts();
  const isOver = at && Date.parse(at) <= Date.now();
  return (
    <Flex gap="small">
      <When at={at} />
      {isOver && <Tag color="warning">{texts.ended}</Tag>}
    </Flex>
  );
}

function DeleteToken({ token, close }: { token: Token; close: () => void }) {
  const { users: texts, words } = useTexts();
  const { message } = App.useApp();
  const forget = useForgetTokens();
  return (
    <Confirm
      title={texts.deleteTokenTitle(token.name)}
      okText={words.delete}
      danger
      close={close}
      act={async () => {
        await deleteToken(token.id);
        message.success(texts.tokenDeleted(token.name));
        await forget();
      }}
    >
      {texts.deleteTokenWhat}
    </Confirm>
  );
}
