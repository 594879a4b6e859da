/** A connection, and a database in it. */

import { Flex, Select, theme } from 'antd';
import { useId } from 'react';
import { useConnectionChoices, useDatabases } from '../api/connections';
import type { Connection } from '../api/schema';
import { useTexts } from '../texts';
import { Sentence } from './failure';
import { Environment } from './tags';

export interface Place {
  connection?: string;
  database?: string;
}

interface PlaceChoiceProps {
  place: Place;
  choose: (place: Place) => void;
}

export function PlaceChoice({ place, choose }: PlaceChoiceProps) {
  const { words } = useTexts();
  const connections = useConnectionChoices();
  const databases = useDatabases(place.connection);
  const error = connections.error ?? databases.error;
  return (
    <>
      <Flex gap="middle" wrap>
        <Labelled label={words.connection} width={280}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ filterOption: (typed, option) => contains(option?.connection.name, typed) }}
              style={{ width: '100%' }}
              loading={connections.isLoading}
              value={place.connection}
              onChange={(connection) => choose({ connection })}
              options={connections.data?.map(choice)}
              optionRender={({ data }) => <ConnectionName connection={data.connection} />}
              labelRender={({ value, label }) => {
                const chosen = connections.data?.find((one) => one.id === value);
                return chosen ? <ConnectionName connection={chosen} /> : (label ?? value);
              }}
            />
          )}
        </Labelled>
        <Labelled label={words.database} width={240}>
          {(id) => (
            <Select
              id={id}
              showSearch
              style={{ width: '100%' }}
              disabled={!place.connection}
              loading={databases.isLoading}
              value={place.database}
              onChange={(database) => choose({ connection: place.connection, database })}
              options={databases.data?.map(({ name }) => ({ value: name, label: name }))}
            />
          )}
        </Labelled>
      </Flex>
      {error && <Sentence error={error} />}
    </>
  );
}

function Labelled(props: { label: string; width: number; children: (id: string) => React.ReactNode }) {
  const { token } = theme.useToken();
  const id = useId();
  return (
    <Flex align="center" gap="small" style={{ width: props.width + 90 }}>
      <label htmlFor={id} style={{ color: token.colorTextSecondary, whiteSpace: 'nowrap' }}>
        {props.label}
      </label>
      <div style={{ flex: 1, minWidth: 0 }}>{props.children(id)}</div>
    </Flex>
  );
}

function ConnectionName({ connection }: { connection: Connection }) {
  return (
    <Flex align="center" gap="small" justify="space-between">
      {connection.name}
      <Environment label={connection.environment} color={connection.color} />
    </Flex>
  );
}

const choice = (connection: Connection) => ({ value: connection.id, label: connection.name, connection });

function contains(name: string | undefined, typed: string): boolean {
  return name?.toLowerCase().includes(typed.toLowerCase()) ?? false;
}
