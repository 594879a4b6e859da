/** The language and the appearance, chosen wherever one is: before one is logged on, too. */

import { BulbOutlined, GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { type Appearance, useAppearance } from '../appearance';
import { type Language, useSpoken, useTexts } from '../texts';

export function LanguageChoice() {
  const { language, speak } = useSpoken();
  const { shell } = useTexts();
  const items = [
    { key: 'en', label: 'English' },
    { key: 'zh', label: '简体中文' },
  ];
  return (
    <Dropdown
      menu={{ items, selectedKeys: [language], onClick: ({ key }) => speak(key as Language) }}
      trigger={['click']}
    >
      <Button type="text" icon={<GlobalOutlined />} aria-label={shell.language} />
    </Dropdown>
  );
}

export function AppearanceChoice() {
  const { appearance, wear } = useAppearance();
  const { shell } = useTexts();
  const items = (['light', 'dark', 'system'] as const).map((key) => ({ key, label: shell.appearance[key] }));
  return (
    <Dropdown
      menu={{ items, selectedKeys: [appearance], onClick: ({ key }) => wear(key as Appearance) }}
      trigger={['click']}
    >
      <Button type="text" icon={<BulbOutlined />} aria-label={shell.appearance.label} />
    </Dropdown>
  );
}
