/** Connections: where databases are, whether they work, and what holds for tasks there. */

import { Button, Empty } from 'antd';
import { reaches, useMe } from '../../api/me';
import { useAddress } from '../../parts/address';
import { Listed } from '../../parts/listed';
import { Page } from '../../parts/page';
import { SearchField } from '../../parts/search-field';
import { useTexts } from '../../texts';
import { useColumns } from './columns';
import { DeleteConnection } from './delete';
import { FormDrawer } from './form-drawer';
import { GrantsDrawer } from './grants-drawer';
import { useConnections } from './queries';

export function Component() {
  const { connections: texts, shell } = useTexts();
  const [params, change] = useAddress();
  const search = params.get('search') ?? '';
  const pages = useConnections(search);
  const isAdmin = reaches(useMe().data?.role, 'admin');
  const columns = useColumns(isAdmin, change);
  const create = (
    <Button type="primary" onClick={() => change({ open: 'new' })}>
      {texts.create}
    </Button>
  );
  return (
    <Page title={shell.connections} actions={isAdmin && create}>
      <SearchField label={texts.searchLabel} value={search} search={(typed) => change({ search: typed })} />
      <Listed
        pages={pages}
        rowKey="id"
        columns={columns}
        scroll={{ x: 900 }}
        locale={{ emptyText: <Nothing searched={search !== ''} isAdmin={isAdmin} /> }}
      />
      <Opened />
    </Page>
  );
}

function Nothing({ searched, isAdmin }: { searched: boolean; isAdmin: boolean }) {
  const { connections: texts } = useTexts();
  const why = isAdmin ? `${texts.none}. ${texts.noneHint}` : texts.noneFor;
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={searched ? texts.noneFound : why} />;
}

/** What is open beside the list stands in the address. */
function Opened() {
  const [params, change] = useAddress();
  const close = () => change({ open: null, id: null });
  const open = params.get('open');
  const id = params.get('id');
  if (open === 'new') return <FormDrawer close={close} />;
  if (!id) return null;
  if (open === 'edit') return <FormDrawer key={id} id={id} close={close} />;
  if (open === 'grants') return <GrantsDrawer key={id} id={id} close={close} />;
  if (open === 'delete') return <DeleteConnection id={id} close={close} />;
  return null;
}
