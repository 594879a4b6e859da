/** The filters above the list. */

import { AutoComplete, Button, Flex, Select } from 'antd';
import { useConnectionChoices } from '../../../api/connections';
import { useMe } from '../../../api/me';
import type { Changes } from '../../../parts/address';
import { SearchField } from '../../../parts/search-field';
import { useTexts } from '../../../texts';
import { isFiltered, MODES, STATES_OF, type Filters as Wanted } from '../filters';
import { TimeFilter } from './time-filter';

interface FiltersProps {
  filters: Wanted;
  change: (changes: Changes) => void;
}

export function Filters({ filters, change }: FiltersProps) {
  const { tasks, words } = useTexts();
  const texts = tasks.filters;
  const connections = useConnectionChoices().data;
  const me = useMe().data?.user.name;
  const states = STATES_OF[filters.tab];
  return (
    <Flex gap="small" wrap align="center">
      <SearchField value={filters.search} search={(search) => change({ search })} label={texts.search} />
      {states && (
        <Select
          mode="multiple"
          allowClear
          maxTagCount={1}
          style={{ minWidth: 150 }}
          placeholder={texts.state}
          aria-label={texts.state}
          value={filters.states}
          onChange={(chosen) => change({ state: chosen.join(',') })}
          options={states.map((state) => ({ value: state, label: words.taskStates[state] ?? state }))}
        />
      )}
      <Select
        mode="multiple"
        allowClear
        maxTagCount={1}
        style={{ minWidth: 160 }}
        placeholder={texts.mode}
        aria-label={texts.mode}
        value={filters.modes}
        onChange={(chosen) => change({ mode: chosen.join(',') })}
        options={MODES.map((mode) => ({ value: mode, label: words.modes[mode] ?? mode }))}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ minWidth: 150 }}
        placeholder={texts.connection}
        aria-label={texts.connection}
        value={filters.connection}
        onChange={(connection) => change({ connection })}
        options={connections?.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Typed
        label={texts.database}
        value={filters.database}
        change={(database) => change({ database })}
        width={140}
      />
      <Typed
        label={texts.creator}
        value={filters.creator}
        change={(creator) => change({ creator })}
        options={me ? [me] : []}
        width={140}
      />
      <TimeFilter filters={filters} change={change} />
      {isFiltered(filters) && (
        <Button
          type="link"
          size="small"
          onClick={() =>
            change({
              search: null,
              state: null,
              mode: null,
              connection: null,
              database: null,
              creator: null,
              since: null,
              from: null,
              to: null,
            })
          }
        >
          {texts.clear}
        </Button>
      )}
    </Flex>
  );
}

interface TypedProps {
  label: string;
  value: string | undefined;
  change: (value: string | undefined) => void;
  options?: string[];
  width: number;
}

/** A name that is typed whole: who may not list users may still look for the tasks of one. */
function Typed({ label, value, change, options = [], width }: TypedProps) {
  return (
    <AutoComplete
      // What is in the address fills the field anew, for instance after Clear filters.
      key={value ?? ''}
      allowClear
      style={{ width }}
      placeholder={label}
      aria-label={label}
      defaultValue={value}
      options={options.map((option) => ({ value: option }))}
      onSelect={(chosen: string) => change(chosen)}
      onClear={() => change(undefined)}
      onBlur={(event) => {
        const typed = event.target instanceof HTMLInputElement ? event.target.value.trim() : '';
        if (typed !== (value ?? '')) change(typed || undefined);
      }}
      onInputKeyDown={(event) => {
        if (event.key === 'Enter') change(event.currentTarget.value.trim() || undefined);
      }}
    />
  );
}
