/** A list that comes in pages: a table in its own box, and a button for the next page. */

import { Button, Flex, Table, type TableProps, Typography } from 'antd';
import { useTexts } from '../texts';
import { Failure } from './failure';

interface Pages<T> {
  items: T[];
  total: number | undefined;
  isPending: boolean;
  isError: boolean;
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

type ListedProps<T> = Omit<TableProps<T>, 'dataSource' | 'pagination' | 'loading'> & { pages: Pages<T> };

export function Listed<T extends object>({ pages, ...table }: ListedProps<T>) {
  const { words } = useTexts();
  if (pages.isError && pages.items.length === 0)
    return <Failure error={pages.error} again={() => pages.refetch()} />;
  return (
    <>
      <Table<T>
        size="middle"
        {...table}
        dataSource={pages.items}
        loading={pages.isPending}
        pagination={false}
      />
      {pages.items.length > 0 && (
        <Flex align="center" justify="space-between" gap="middle">
          <Typography.Text type="secondary">
            {pages.total !== undefined && words.of(pages.items.length, pages.total)}
          </Typography.Text>
          {pages.hasNextPage && (
            <Button onClick={() => pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
              {words.more}
            </Button>
          )}
        </Flex>
      )}
    </>
  );
}
