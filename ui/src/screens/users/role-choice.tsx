/** A choice among roles, each with what it may do. */

import { Radio, Typography } from 'antd';
import { ROLES, reaches } from '../../api/me';
import type { Role } from '../../api/schema';
import { useTexts } from '../../texts';

interface RoleChoiceProps {
  /** What it is a role of. */
  label: string;
  value?: Role;
  onChange?: (role: Role) => void;
  /** Only roles up to this one. */
  most?: Role;
}

export function RoleChoice({ label, value, onChange, most = 'admin' }: RoleChoiceProps) {
  const { users: texts, words } = useTexts();
  const options = ROLES.filter((role) => reaches(most, role)).map((role) => ({
    value: role,
    label: (
      <>
        {words.roles[role]}
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {texts.roleMeanings[role]}
        </Typography.Text>
      </>
    ),
  }));
  return (
    <Radio.Group
      vertical
      aria-label={label}
      value={value}
      options={options}
      onChange={(event) => {
        const role = ROLES.find((one) => one === event.target.value);
        if (role) onChange?.(role);
      }}
    />
  );
}
