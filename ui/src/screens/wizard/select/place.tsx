/** The connection and the database in which the shadows are made. */

import { Col, Flex, Form, Row, Select, Typography } from 'antd';
import { useConnectionChoices, useDatabases } from '../../../api/connections';
import { reaches } from '../../../api/me';
import type { Connection } from '../../../api/schema';
import { Environment } from '../../../parts/tags';
import { useTexts } from '../../../texts';
import type { Draft } from '../draft';
import { at } from '../fields';
import type { Change } from '../use-draft';

interface PlaceProps {
  draft: Draft;
  change: Change;
  error: unknown;
}

export function Place({ draft, change, error }: PlaceProps) {
  const { words, wizard } = useTexts();
  const databases = useDatabases(draft.connection ?? undefined);
  // The choices belong to what was chosen before them: another database has other tables.
  const chooseDatabase = (database: string) =>
    change((now) =>
      now.database === database ? now : { ...now, database, tables: [], adopt: [], carried: null },
    );
  const failure = databases.isError
    ? { validateStatus: 'error' as const, help: databases.error.message }
    : at(error, 'database');
  return (
    <Row gutter={16}>
      <Col xs={24} md={12}>
        <ConnectionField draft={draft} change={change} error={error} />
      </Col>
      <Col xs={24} md={12}>
        <Form.Item label={words.database} htmlFor="wizard-database" {...failure}>
          <Select
            id="wizard-database"
            showSearch
            virtual
            disabled={!draft.connection}
            loading={databases.isFetching}
            value={draft.database}
            placeholder={wizard.select.chooseDatabase}
            onChange={chooseDatabase}
            options={(databases.data ?? []).map(({ name }) => ({ value: name, label: name }))}
          />
        </Form.Item>
      </Col>
    </Row>
  );
}

function ConnectionField({ draft, change, error }: PlaceProps) {
  const { words, wizard } = useTexts();
  const list = useConnectionChoices();
  const choose = (connection: string) =>
    change((now) =>
      now.connection === connection
        ? now
        : { ...now, connection, database: null, tables: [], adopt: [], registry: null, carried: null },
    );
  const failure = list.isError
    ? { validateStatus: 'error' as const, help: list.error.message }
    : at(error, 'connection_id');
  return (
    <Form.Item label={words.connection} htmlFor="wizard-connection" {...failure}>
      <Select
        id="wizard-connection"
        showSearch={{ optionFilterProp: 'label' }}
        loading={list.isFetching}
        value={draft.connection}
        placeholder={wizard.select.chooseConnection}
        onChange={choose}
        // The label is text, which is what a screen reader reads; what is seen has the environment beside it.
        options={(list.data ?? []).map((one) => ({
          value: one.id,
          label: one.name,
          connection: one,
          disabled: !reaches(one.role, 'operator'),
        }))}
        optionRender={({ data }) => <ConnectionName connection={data.connection} />}
        labelRender={({ value, label }) => {
          const chosen = list.data?.find((one) => one.id === value);
          return chosen ? <ConnectionName connection={chosen} /> : (label ?? value);
        }}
      />
    </Form.Item>
  );
}

/** A connection by name, with its environment in its color. */
export function ConnectionName({ connection }: { connection: Connection }) {
  const { wizard } = useTexts();
  return (
    <Flex gap="small" align="center">
      <span>{connection.name}</span>
      <Environment label={connection.environment} color={connection.color} />
      {!reaches(connection.role, 'operator') && (
        <Typography.Text type="secondary">{wizard.select.viewerOnly}</Typography.Text>
      )}
    </Flex>
  );
}
