/** What an analysis found: Synchronized Tables and Unsynchronized Tables. */

import { Alert, Flex, Tabs } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Analysis, Pair } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { PairView } from '../../../parts/pair-view';
import { useTexts } from '../../../texts';
import type { Change } from '../use-draft';
import { Adopt } from './adopt';
import { type Filters, filtersOf, type Tab, withFilters } from './filters';
import { LeftOut } from './left-out';
import { Pairs } from './pairs';

interface FoundProps {
  analysis: Analysis;
  change: Change;
  /** Whether the role allows to skip and to adopt. */
  mayAct: boolean;
  go: (analysisId: string) => void;
}

export function Found({ analysis, change, mayAct, go }: FoundProps) {
  const { wizard } = useTexts();
  const [search, setSearch] = useSearchParams();
  const [viewed, setViewed] = useState<number | null>(null);
  const [adopted, setAdopted] = useState<Pair[] | null>(null);
  const filters = filtersOf(search);
  const put = (changed: Partial<Filters>) =>
    setSearch((before) => withFilters(before, changed), { replace: true });
  const { counts } = analysis;
  const synchronized = (counts.Create ?? 0) + (counts.Modify ?? 0);
  const others = Object.values(counts).reduce((sum, count) => sum + count, 0) - synchronized;
  const list = (
    <Pairs
      key={filters.tab}
      analysis={analysis}
      filters={filters}
      put={put}
      mayAct={mayAct}
      view={setViewed}
      adopt={setAdopted}
    />
  );
  const tab = (key: Tab, label: string) => ({
    key,
    label,
    children: filters.tab === key ? list : null,
  });
  return (
    <Flex vertical gap="small">
      {synchronized === 0 && <Alert type="info" showIcon title={wizard.analyze.nothingToDo} />}
      <Tabs
        activeKey={filters.tab}
        onChange={(key) => put({ tab: key === 'unsynchronized' ? 'unsynchronized' : 'synchronized' })}
        destroyOnHidden
        items={[
          tab('synchronized', wizard.analyze.synchronized(amount(synchronized))),
          tab('unsynchronized', wizard.analyze.unsynchronized(amount(others))),
        ]}
      />
      {filters.tab === 'unsynchronized' && <LeftOut analysis={analysis} />}
      <PairView
        of={{ kind: 'analysis', id: analysis.id }}
        position={viewed}
        onClose={() => setViewed(null)}
      />
      {adopted && (
        <Adopt analysis={analysis} change={change} pairs={adopted} onClose={() => setAdopted(null)} go={go} />
      )}
    </Flex>
  );
}
