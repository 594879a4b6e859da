/** When the tasks were submitted. The calendar is loaded when somebody wants two days of their own. */

import { Select, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { patiently } from '../../../api/link';
import type { Changes } from '../../../parts/address';
import { useTexts } from '../../../texts';
import { type Filters, SINCE } from '../filters';

const Between = lazy(() => patiently(() => import('./between')));

interface TimeFilterProps {
  filters: Filters;
  change: (changes: Changes) => void;
}

const BETWEEN = 'between';

export function TimeFilter({ filters, change }: TimeFilterProps) {
  const texts = useTexts().tasks.filters;
  const { since, from, to } = filters;
  const [isOpen, setIsOpen] = useState(false);
  const isBetween = !since && Boolean(from || to || isOpen);
  const choose = (chosen: string | undefined) => {
    setIsOpen(chosen === BETWEEN);
    change({ since: chosen === BETWEEN ? null : chosen, from: null, to: null });
  };
  return (
    <>
      <Select
        allowClear
        style={{ minWidth: 150 }}
        placeholder={texts.time}
        aria-label={texts.time}
        value={isBetween ? BETWEEN : since}
        onChange={choose}
        options={[
          ...SINCE.map((value) => ({ value: value as string, label: texts.since[value] })),
          { value: BETWEEN, label: texts.between },
        ]}
      />
      {isBetween && (
        <Suspense fallback={<Skeleton.Input active style={{ width: 360 }} />}>
          <Between from={from} to={to} choose={change} />
        </Suspense>
      )}
    </>
  );
}
