/** The box of a row: the browser's own, since there is one in every row, and Ant Design's takes longer than the rest of it. */

import type { GlobalToken } from 'antd';

const CHECK =
  "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 12 12'%3E%3Cpath d='M2.3 6.2 5 8.8 9.8 3.5' fill='none' stroke='white' stroke-width='1.9'/%3E%3C/svg%3E\")";

interface RowCheckProps {
  label: string;
  isSelected: boolean;
  colors: GlobalToken;
  change: (isSelected: boolean) => void;
}

export function RowCheck({ label, isSelected, colors, change }: RowCheckProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={isSelected}
      onChange={(event) => change(event.target.checked)}
      style={{
        appearance: 'none',
        width: 16,
        height: 16,
        margin: 0,
        verticalAlign: 'middle',
        cursor: 'pointer',
        borderRadius: colors.borderRadiusSM,
        border: `1px solid ${isSelected ? colors.colorPrimary : colors.colorBorder}`,
        background: isSelected
          ? `${colors.colorPrimary} ${CHECK} center / 12px no-repeat`
          : colors.colorBgContainer,
      }}
    />
  );
}
