/** Search and filters above the tables, and when the shadows were compared. */

import { Button, Flex, Select, Typography } from 'antd';
import type { Changes } from '../../parts/address';
import { SearchField } from '../../parts/search-field';
import { When } from '../../parts/when';
import { useTexts } from '../../texts';
import type { Filter } from './filter';
import type { useTables } from './queries';

interface ToolbarProps {
  filter: Filter;
  change: (changes: Changes) => void;
  found: ReturnType<typeof useTables>;
}

export function Toolbar({ filter, change, found }: ToolbarProps) {
  const { tables: texts } = useTexts();
  const options = (words: Record<string, string>) =>
    Object.entries(words).map(([value, label]) => ({ value, label }));
  return (
    <Flex gap="small" wrap align="center">
      <SearchField
        label={texts.searchLabel}
        value={filter.search}
        search={(search) => change({ search })}
        wait={0}
      />
      <Select
        mode="multiple"
        allowClear
        showSearch={false}
        maxTagCount="responsive"
        aria-label={texts.roleFilter}
        placeholder={texts.roleFilter}
        style={{ width: 150 }}
        value={filter.roles}
        onChange={(roles) => change({ role: roles.join(',') })}
        options={options(texts.roles)}
      />
      <Select
        mode="multiple"
        allowClear
        showSearch={false}
        maxTagCount="responsive"
        aria-label={texts.stateFilter}
        placeholder={texts.stateFilter}
        style={{ width: 150 }}
        value={filter.states}
        onChange={(states) => change({ state: states.join(',') })}
        options={options(texts.states)}
      />
      {found.hasShadows && <Compared compared={found.compared} />}
    </Flex>
  );
}

function Compared({ compared }: { compared: ToolbarProps['found']['compared'] }) {
  const { tables: texts } = useTexts();
  return (
    <Flex gap="small" align="center" style={{ marginInlineStart: 'auto' }}>
      <Typography.Text type={compared.isError ? 'danger' : 'secondary'}>
        {compared.isError ? (
          `${texts.compareFailed}: ${compared.error.message}`
        ) : compared.data ? (
          <>
            {texts.comparedAt}
            <When at={new Date(compared.dataUpdatedAt).toISOString()} />
          </>
        ) : (
          !compared.isFetching && texts.neverCompared
        )}
      </Typography.Text>
      <Button loading={compared.isFetching} onClick={() => compared.refetch()}>
        {compared.isFetching ? texts.comparing : texts.compare}
      </Button>
    </Flex>
  );
}
