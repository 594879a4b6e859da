/** All that an entry of the audit log holds, to be read and copied. */

import { CopyOutlined } from '@ant-design/icons';
import { App, Button, Descriptions, Flex, theme } from 'antd';
import type { Entry } from '../../api/schema';
import { copyText } from '../../parts/take-away';
import { When } from '../../parts/when';
import { useTexts } from '../../texts';

export function Detail({ of: entry }: { of: Entry }) {
  const { audit: texts, analysis, words } = useTexts();
  const { token } = theme.useToken();
  const { message } = App.useApp();
  const json = JSON.stringify(entry.detail, null, 2);
  const copy = async () => {
    if (await copyText(json)) message.success(words.copied);
    else message.error(analysis.notCopied);
  };
  const code = { fontFamily: token.fontFamilyCode, fontSize: 13 };
  const items = [
    { key: 'entry', label: texts.entry, children: <span style={code}>{entry.id}</span> },
    { key: 'at', label: texts.columns.at, children: <When at={entry.at} /> },
    { key: 'action', label: texts.columns.action, children: <span style={code}>{entry.action}</span> },
    {
      key: 'object',
      label: texts.columns.object,
      children: (
        <span style={code}>
          {entry.object_kind} {entry.object_id}
        </span>
      ),
    },
  ];
  return (
    <Flex vertical gap="small">
      <Descriptions size="small" column={2} items={items} />
      <Flex align="flex-start" gap="small">
        <pre style={{ ...code, margin: 0, flex: 1, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {json}
        </pre>
        <Button size="small" icon={<CopyOutlined />} aria-label={texts.copyDetail} onClick={copy} />
      </Flex>
    </Flex>
  );
}
