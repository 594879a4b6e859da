/** The columns of the audit log. */

import { type TableColumnsType, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import { useConnectionChoices } from '../../api/connections';
import type { Entry } from '../../api/schema';
import { When } from '../../parts/when';
import { useTexts } from '../../texts';
import { summary } from './summary';

export function useColumns(): TableColumnsType<Entry> {
  const texts = useTexts();
  const { actions, columns, nobody } = texts.audit;
  return [
    { title: columns.at, width: 170, render: (_, entry) => <When at={entry.at} /> },
    {
      title: columns.who,
      width: 120,
      ellipsis: true,
      render: (_, { who }) => who ?? <Typography.Text type="secondary">{nobody}</Typography.Text>,
    },
    { title: columns.client, width: 130, ellipsis: true, render: (_, { client }) => client ?? '–' },
    {
      title: columns.action,
      width: 170,
      render: (_, { action }) => <Tag>{actions[action] ?? action}</Tag>,
    },
    { title: columns.object, width: 190, render: (_, entry) => <Thing of={entry} /> },
    {
      title: columns.detail,
      ellipsis: true,
      render: (_, { detail }) => <Typography.Text type="secondary">{summary(detail, texts)}</Typography.Text>,
    },
  ];
}

/** What was acted on, with the way to it. */
function Thing({ of: entry }: { of: Entry }) {
  const { audit: texts } = useTexts();
  const connections = useConnectionChoices().data;
  const { object_kind: kind, object_id: id, connection_id } = entry;
  const connection = connections?.find((one) => one.id === connection_id);
  const word = texts.kinds[kind] ?? kind;
  const name = connection_id && (connection?.name ?? (connections ? texts.deletedConnection : ''));
  return (
    <>
      {kind === 'task' && id ? <Link to={`/tasks/${id}`}>{word}</Link> : word}
      {name && (
        <Typography.Text type="secondary" ellipsis style={{ display: 'block', fontSize: 12 }}>
          {name}
        </Typography.Text>
      )}
    </>
  );
}
