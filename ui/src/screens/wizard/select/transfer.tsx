/** Synchronization Objects: the tables of the database on the left, the chosen ones with their shadows on the right. */

import { Col, Row } from 'antd';
import { useMemo } from 'react';
import type { Affix, Warning } from '../naming';
import { Chosen } from './chosen';
import { Sources } from './sources';

interface TransferProps {
  /** All tables that can be chosen. */
  sources: string[];
  chosen: string[];
  affix: Affix;
  warnings: ReadonlyMap<string, Warning>;
  onChange: (chosen: string[]) => void;
  height?: number;
}

export function Transfer({ sources, chosen, affix, warnings, onChange, height = 320 }: TransferProps) {
  const isChosen = useMemo(() => new Set(chosen), [chosen]);
  const put = (names: string[], isIn: boolean) => {
    const next = new Set(isChosen);
    for (const name of names) {
      if (isIn) next.add(name);
      else next.delete(name);
    }
    // In the order of the database, with what is not offered behind.
    const offered = sources.filter((name) => next.has(name));
    const there = new Set(offered);
    onChange([...offered, ...chosen.filter((name) => next.has(name) && !there.has(name))]);
  };
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} md={12}>
        <Sources names={sources} isChosen={isChosen} put={put} height={height} />
      </Col>
      <Col xs={24} md={12}>
        <Chosen
          names={chosen}
          affix={affix}
          warnings={warnings}
          remove={(names) => put(names, false)}
          height={height}
        />
      </Col>
    </Row>
  );
}
