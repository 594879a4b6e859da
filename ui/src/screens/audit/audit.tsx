/** The audit log: who did what, when and from where. */

import { Empty, Typography } from 'antd';
import { useMemo } from 'react';
import { api, taken } from '../../api/client';
import { reaches, useMe } from '../../api/me';
import { usePages } from '../../api/paging';
import { Problem } from '../../api/problem';
import type { Entry } from '../../api/schema';
import { useAddress } from '../../parts/address';
import { Failure } from '../../parts/failure';
import { Listed } from '../../parts/listed';
import { Page } from '../../parts/page';
import { useTexts } from '../../texts';
import { useColumns } from './columns';
import { Detail } from './detail';
import { type Filter, filterOf } from './filter';
import { Filters } from './filters';

export function Component() {
  const { shell } = useTexts();
  const me = useMe().data;
  if (!reaches(me?.role, 'admin')) return <Failure error={new Problem({ status: 403 })} />;
  return (
    <Page title={shell.audit}>
      <Log />
    </Page>
  );
}

function useLog(filter: Filter) {
  return usePages<Entry>(['audit', filter], (cursor, signal) =>
    taken(api.GET('/api/v1/audit', { params: { query: { ...filter, cursor, limit: 100 } }, signal })),
  );
}

function Log() {
  const { audit: texts } = useTexts();
  const [params] = useAddress();
  const filter = useMemo(() => filterOf(params), [params]);
  const pages = useLog(filter);
  const columns = useColumns();
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <Typography.Text type="secondary">{texts.explanation}</Typography.Text>
      <Filters filter={filter} />
      <Listed
        pages={pages}
        rowKey="id"
        size="small"
        columns={columns}
        scroll={{ x: 1000 }}
        expandable={{ expandedRowRender: (entry) => <Detail of={entry} /> }}
        locale={{
          emptyText: (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={isFiltered ? texts.noneFound : texts.none}
            />
          ),
          expand: texts.showDetail,
          collapse: texts.hideDetail,
        }}
      />
    </>
  );
}
