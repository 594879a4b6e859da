/** What is shown this once: a password or a key, to be copied. */

import { CopyOutlined } from '@ant-design/icons';
import { App, Button, Input, Space, theme } from 'antd';
import { useTexts } from '../texts';
import { copyText } from './take-away';

export function Secret({ label, text }: { label: string; text: string }) {
  const { words, analysis } = useTexts();
  const { message } = App.useApp();
  const { token } = theme.useToken();
  const copy = async () => {
    if (await copyText(text)) message.success(words.copied);
    else message.error(analysis.notCopied);
  };
  return (
    <Space.Compact style={{ width: '100%' }}>
      <Input readOnly value={text} aria-label={label} style={{ fontFamily: token.fontFamilyCode }} />
      <Button icon={<CopyOutlined />} onClick={copy}>
        {words.copy}
      </Button>
    </Space.Compact>
  );
}
