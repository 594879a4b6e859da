/** Which tables: chosen one by one, or all of the database but those that are excluded. */

import { Alert, Button, Empty, Flex, Form, Skeleton, Tooltip, Typography } from 'antd';
import { useMemo } from 'react';
import type { Table } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { useTexts } from '../../../texts';
import type { Draft } from '../draft';
import { at } from '../fields';
import type { Offer, Warning } from '../naming';
import type { Change } from '../use-draft';
import { Transfer } from './transfer';
import { Warnings } from './warnings';

interface ObjectsProps {
  draft: Draft;
  change: Change;
  offered: Offer;
  covered: string[];
  tables: Table[];
  isLoading: boolean;
  warnings: ReadonlyMap<string, Warning>;
  error: unknown;
}

export function Objects(props: ObjectsProps) {
  const { draft, change, offered, covered, tables, isLoading, warnings, error } = props;
  const { wizard, words } = useTexts();
  const missing = useMissing(draft, tables);
  if (!draft.database)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={wizard.select.first} />;
  if (isLoading) return <Skeleton active aria-label={wizard.select.loading} />;
  return (
    <Form.Item label={wizard.select.objects} {...at(error, 'range')}>
      <Flex vertical gap="small">
        {draft.range === 'tables' ? (
          <Transfer
            sources={offered.sources}
            chosen={draft.tables}
            affix={draft.affix}
            warnings={warnings}
            onChange={(chosen) => change({ tables: chosen })}
          />
        ) : (
          <Typography.Text>{wizard.select.covers(amount(covered.length))}</Typography.Text>
        )}
        <NotOffered offered={offered} />
        {missing.length > 0 && (
          <Alert
            type="error"
            showIcon
            title={wizard.select.missing(words.list(missing.slice(0, 5)), missing.length)}
            action={
              <Button
                size="small"
                onClick={() => change({ tables: draft.tables.filter((name) => !missing.includes(name)) })}
              >
                {wizard.select.removeMissing}
              </Button>
            }
          />
        )}
        <Warnings warnings={warnings} affix={draft.affix} />
      </Flex>
    </Form.Item>
  );
}

/** What was chosen elsewhere and is no table of this database, or can never be a source. */
function useMissing(draft: Draft, tables: Table[]): string[] {
  return useMemo(() => {
    if (tables.length === 0 || draft.range === 'all') return [];
    const real = new Set(
      tables.filter((table) => table.role === 'Source' || table.role === 'Other').map((table) => table.name),
    );
    return draft.tables.filter((name) => !real.has(name));
  }, [draft.tables, draft.range, tables]);
}

/** What the database has besides sources; the names stand in a tooltip. */
function NotOffered({ offered }: { offered: Offer }) {
  const { wizard, words } = useTexts();
  const kinds = [...offered.others];
  if (kinds.length === 0) return null;
  return (
    <Typography.Text type="secondary">
      {wizard.select.notOffered}
      {kinds.map(([why, names], index) => (
        <span key={why}>
          {index > 0 && words.comma}
          <Tooltip title={words.list(names.length > 12 ? [...names.slice(0, 12), '…'] : names)}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the names behind a number can be read without a mouse */}
            <span tabIndex={0} style={{ textDecoration: 'underline dotted' }}>
              {wizard.notOffered[why](names.length)}
            </span>
          </Tooltip>
        </span>
      ))}
    </Typography.Text>
  );
}
