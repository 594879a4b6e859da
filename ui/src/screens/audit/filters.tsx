/** The filters above the audit log. */

import { Button, DatePicker, Flex, Select } from 'antd';
import dayjs from 'dayjs';
import { useConnectionChoices } from '../../api/connections';
import { useAddress } from '../../parts/address';
import { SearchField } from '../../parts/search-field';
import { useTexts } from '../../texts';
import { type Filter, NO_FILTER } from './filter';

export function Filters({ filter }: { filter: Filter }) {
  const { audit: texts, words } = useTexts();
  const [, change] = useAddress();
  const connections = useConnectionChoices().data;
  const options = (names: Record<string, string>) =>
    Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <Flex gap="small" wrap align="center">
      <SearchField
        label={texts.searchLabel}
        value={filter.search ?? ''}
        search={(search) => change({ search })}
      />
      <SearchField label={texts.who} width={150} value={filter.who ?? ''} search={(who) => change({ who })} />
      <Select
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        aria-label={texts.action}
        placeholder={texts.action}
        style={{ width: 220 }}
        value={filter.action?.split(',') ?? []}
        onChange={(actions) => change({ action: actions.join(',') })}
        options={options(texts.actions)}
        showSearch={{ optionFilterProp: 'label' }}
      />
      <Select
        allowClear
        aria-label={texts.kind}
        placeholder={texts.kind}
        style={{ width: 150 }}
        value={filter.object_kind}
        onChange={(object_kind) => change({ object_kind })}
        options={options(texts.kinds)}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={words.connection}
        placeholder={words.connection}
        style={{ width: 170 }}
        value={filter.connection_id}
        onChange={(connection_id) => change({ connection_id })}
        options={connections?.map((one) => ({ value: one.id, label: one.name }))}
      />
      <DatePicker.RangePicker
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        allowEmpty={[true, true]}
        placeholder={[texts.from, texts.to]}
        value={[filter.from ? dayjs(filter.from) : null, filter.to ? dayjs(filter.to) : null]}
        onChange={(range) =>
          change({ from: range?.[0]?.toISOString() ?? null, to: range?.[1]?.toISOString() ?? null })
        }
      />
      {Object.keys(filter).length > 0 && (
        <Button type="link" onClick={() => change(NO_FILTER)}>
          {texts.reset}
        </Button>
      )}
    </Flex>
  );
}
