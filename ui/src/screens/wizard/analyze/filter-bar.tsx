/** Search and filters above a list of pairs. */

import { Checkbox, Flex, Select } from 'antd';
import { SearchField } from '../../../parts/search-field';
import { useTexts } from '../../../texts';
import { type Filters, VERDICTS } from './filters';

export function FilterBar({ filters, put }: { filters: Filters; put: (change: Partial<Filters>) => void }) {
  const { words, wizard, hazards } = useTexts();
  return (
    <Flex gap="small" wrap align="center">
      <SearchField
        value={filters.search}
        search={(text) => put({ search: text })}
        label={wizard.analyze.search}
      />
      <Select
        allowClear
        aria-label={wizard.analyze.verdict}
        placeholder={wizard.analyze.verdict}
        value={filters.verdict}
        onChange={(verdict) => put({ verdict: verdict ?? null })}
        options={VERDICTS[filters.tab].map((value) => ({ value, label: words.verdicts[value] ?? value }))}
        style={{ width: 160 }}
      />
      <Select
        allowClear
        showSearch
        aria-label={wizard.analyze.hazard}
        placeholder={wizard.analyze.hazard}
        value={filters.hazard}
        onChange={(hazard) => put({ hazard: hazard ?? null })}
        options={Object.keys(hazards.codes).map((value) => ({ value, label: value }))}
        style={{ width: 220 }}
      />
      <Checkbox checked={filters.gated} onChange={(event) => put({ gated: event.target.checked })}>
        {wizard.analyze.gated}
      </Checkbox>
    </Flex>
  );
}
