/** The right list: what was chosen, each with its shadow and what its name alone tells to be in the way. */

import { CloseOutlined, WarningFilled } from '@ant-design/icons';
import { Button, Empty, Typography, theme } from 'antd';
import { useMemo, useState } from 'react';
import { amount } from '../../../parts/amount';
import { useTexts } from '../../../texts';
import { type Affix, shadowOf, type Warning } from '../naming';
import { Listbox } from './listbox';
import { matching, Name, Side } from './side';

interface ChosenProps {
  names: string[];
  affix: Affix;
  warnings: ReadonlyMap<string, Warning>;
  remove: (names: string[]) => void;
  height: number;
}

export function Chosen({ names, affix, warnings, remove, height }: ChosenProps) {
  const { wizard } = useTexts();
  const { token } = theme.useToken();
  const [search, setSearch] = useState('');
  const shown = useMemo(() => matching(names, search), [names, search]);
  const removeAt = (index: number) => {
    const name = shown[index];
    if (name !== undefined) remove([name]);
  };
  return (
    <Side
      title={wizard.select.chosen(amount(names.length))}
      action={
        <Button size="small" type="link" onClick={() => remove(shown)} disabled={shown.length === 0}>
          {search === '' ? wizard.select.removeAll : wizard.select.removeFound}
        </Button>
      }
      search={search}
      setSearch={setSearch}
      searchLabel={wizard.select.searchChosen}
    >
      <Listbox
        label={wizard.select.chosenTables}
        count={shown.length}
        height={height}
        isSelected={() => true}
        onDelete={removeAt}
        empty={<Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={wizard.select.nothingChosen} />}
        row={(index) => {
          const name = shown[index] ?? '';
          const warning = warnings.get(name);
          return (
            <>
              <Name text={name} />
              <Typography.Text type="secondary">→</Typography.Text>
              <Name text={shadowOf(affix, name)} />
              {warning && (
                <WarningFilled
                  title={wizard.warnings[warning].title}
                  aria-label={wizard.warnings[warning].title}
                  style={{ color: token.colorWarning }}
                />
              )}
              <CloseOutlined
                aria-hidden
                title={wizard.select.remove(name)}
                onClick={() => remove([name])}
                style={{ marginInlineStart: 'auto', color: token.colorTextTertiary, cursor: 'pointer' }}
              />
            </>
          );
        }}
      />
    </Side>
  );
}
