/** The tables of a database: which is a shadow of which, and in sync or drifted. */

import { Button, Empty, Tooltip } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useConnectionChoices } from '../../api/connections';
import { reaches } from '../../api/me';
import { Page } from '../../parts/page';
import { PlaceChoice } from '../../parts/place-choice';
import { usePlace } from '../../parts/use-place';
import { useTexts } from '../../texts';
import { TableList } from './list';
import { newTaskWith } from './preselect';

export function Component() {
  const { tables: texts, shell } = useTexts();
  const navigate = useNavigate();
  const { place, choose, connection } = usePlace('/tables');
  const [selected, setSelected] = useState<string[]>([]);
  const { connection: id, database } = place;
  const may = reaches(connection?.role, 'operator');
  const start = id && database && (
    <Tooltip title={connection && !may ? texts.newTaskRefused : undefined}>
      <Button type="primary" disabled={!may} onClick={() => navigate(newTaskWith(id, database, selected))}>
        {texts.newTask(selected.length)}
      </Button>
    </Tooltip>
  );
  return (
    <Page title={shell.tables} actions={start}>
      <PlaceChoice
        place={place}
        choose={(next) => {
          setSelected([]);
          choose(next);
        }}
      />
      {id && database ? (
        <TableList
          key={`${id} ${database}`}
          place={place}
          connection={connection}
          selected={selected}
          select={setSelected}
        />
      ) : (
        <NothingChosen />
      )}
    </Page>
  );
}

function NothingChosen() {
  const { tables: texts } = useTexts();
  const connections = useConnectionChoices().data;
  return (
    <Empty
      style={{ paddingBlock: 64 }}
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={connections?.length === 0 ? texts.noConnection : texts.choose}
    />
  );
}
