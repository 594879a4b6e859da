/** The left list: every table that can be a source. */

import { BorderOutlined, CheckSquareFilled } from '@ant-design/icons';
import { Button, Empty, theme } from 'antd';
import { useMemo, useState } from 'react';
import { amount } from '../../../parts/amount';
import { useTexts } from '../../../texts';
import { Listbox } from './listbox';
import { matching, Name, Side } from './side';

interface SourcesProps {
  names: string[];
  isChosen: ReadonlySet<string>;
  put: (names: string[], isIn: boolean) => void;
  height: number;
}

export function Sources({ names, isChosen, put, height }: SourcesProps) {
  const { wizard } = useTexts();
  const { token } = theme.useToken();
  const [search, setSearch] = useState('');
  const shown = useMemo(() => matching(names, search), [names, search]);
  const hits = useMemo(() => shown.filter((name) => isChosen.has(name)).length, [shown, isChosen]);
  const isAll = shown.length > 0 && hits === shown.length;
  const all = () => put(shown, !isAll);
  const toggle = (index: number, to?: number) => {
    const name = shown[index];
    if (name === undefined) return;
    if (to === undefined) return put([name], !isChosen.has(name));
    put(shown.slice(Math.min(index, to), Math.max(index, to) + 1), true);
  };
  return (
    <Side
      title={wizard.select.sources(amount(shown.length), amount(names.length), search !== '')}
      action={
        <Button size="small" type="link" onClick={all} disabled={shown.length === 0}>
          {isAll ? wizard.select.noneOf : wizard.select.allOf}
        </Button>
      }
      search={search}
      setSearch={setSearch}
      searchLabel={wizard.select.searchSources}
    >
      <Listbox
        label={wizard.select.sourceTables}
        count={shown.length}
        height={height}
        isSelected={(index) => isChosen.has(shown[index] ?? '')}
        onToggle={toggle}
        onAll={all}
        empty={<Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={wizard.select.noTable} />}
        row={(index) => {
          const name = shown[index] ?? '';
          return (
            <>
              {isChosen.has(name) ? (
                <CheckSquareFilled aria-hidden style={{ color: token.colorPrimary }} />
              ) : (
                <BorderOutlined aria-hidden style={{ color: token.colorTextTertiary }} />
              )}
              <Name text={name} />
            </>
          );
        }}
      />
    </Side>
  );
}
