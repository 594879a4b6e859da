/** What a task is: its scope, when it runs, its policies, and who wanted it. */

import { Flex, Typography, theme } from 'antd';
import type { ReactNode } from 'react';
import type { Task } from '../../../api/schema';
import { HazardTag } from '../../../parts/hazard-tag';
import { chosen, When } from '../../../parts/when';
import { type Texts, useTexts } from '../../../texts';
import { Place, useConnectionOf } from '../place';
import { Schedule } from './schedule';

interface Fact {
  label: string;
  children: ReactNode;
  /** The columns that it takes. */
  span?: string;
}

/** As wide as all columns. */
const WIDE = '1 / -1';

export function Basics({ task }: { task: Task }) {
  const texts = useTexts();
  const { tasks, words } = texts;
  const { token } = theme.useToken();
  const { basics } = tasks;
  const { settings, counts } = task;
  const { Create = 0, Modify = 0, pairs = 0, statements = 0 } = counts;
  const window = useConnectionOf(task.connection_id).connection?.defaults.window;
  const isSync = task.kind === 'Sync';
  const items: Fact[] = [
    {
      label: words.connection,
      children: <Place connectionId={task.connection_id} database={task.database} />,
    },
    {
      label: basics.kind,
      children: tasks.kinds[task.kind] ?? task.kind,
    },
    {
      label: basics.pairs,
      children: isSync
        ? `${tasks.countsInWords(Create, Modify)}${words.comma}${tasks.sql.statements(statements)}`
        : tasks.dropped(pairs),
    },
    ...(isSync ? scope(task, texts) : []),
    { label: basics.mode, children: words.modes[settings.mode] ?? settings.mode },
    ...(settings.mode === 'Cron' || settings.mode === 'At'
      ? [
          {
            label: settings.mode === 'Cron' ? basics.schedule : basics.at,
            children: <Schedule task={task} />,
            span: settings.mode === 'Cron' ? 'span 2' : undefined,
          },
        ]
      : []),
    {
      label: basics.errorPolicy,
      children: words.errorPolicies[settings.error_policy] ?? settings.error_policy,
    },
    {
      label: basics.driftPolicy,
      children: basics.driftPolicies[settings.drift_policy ?? 'Refuse'] ?? settings.drift_policy,
    },
    { label: basics.parallel, children: settings.parallel ?? 1 },
    { label: basics.lockWait, children: chosen(settings.lock_wait_ms ?? 0) },
    {
      label: basics.window,
      children: window ? basics.windowText(window.from, window.to, window.time_zone) : basics.anyTime,
    },
    { label: basics.approval, children: <Approval task={task} /> },
    {
      label: basics.created,
      children: (
        <div>
          <When at={task.created_at} />
          <div>{basics.by(task.created_by)}</div>
        </div>
      ),
    },
    { label: basics.changed, children: <When at={task.changed_at} /> },
    { label: basics.hazards, span: WIDE, children: <Hazards codes={settings.hazards ?? []} /> },
    {
      label: basics.remarks,
      span: WIDE,
      children: <span style={{ whiteSpace: 'pre-wrap' }}>{settings.remarks || '–'}</span>,
    },
  ];
  return (
    <dl
      style={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(220px, 100%), 1fr))',
        gap: '14px 24px',
        margin: 0,
      }}
    >
      {items.map(({ label, children, span }) => (
        <div key={label} style={{ gridColumn: span, minWidth: 0 }}>
          <dt style={{ color: token.colorTextSecondary }}>{label}</dt>
          <dd style={{ margin: 0, overflowWrap: 'anywhere' }}>{children}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What it works on: the rule of the names, and which sources. */
function scope({ request }: Task, { tasks, words }: Texts): Fact[] {
  const { basics } = tasks;
  if (!request) return [];
  const { range, exclude = [], prefix, suffix, foreign_keys, rebuild } = request;
  const tables =
    range === 'all'
      ? basics.allTables
      : 'tables' in range
        ? basics.someTables(range.tables.length)
        : basics.globs(words.list(range.include));
  const left = exclude.length > 0 ? `${words.comma}${basics.except(words.list(exclude))}` : '';
  return [
    { label: basics.rule, children: prefix ? basics.rulePrefix(prefix) : basics.ruleSuffix(suffix ?? '') },
    { label: basics.scope, children: tables + left },
    {
      label: basics.foreignKeys,
      children: basics.foreignKeyPolicies[foreign_keys ?? 'retarget'] ?? foreign_keys,
    },
    { label: basics.rebuild, children: basics.rebuildPolicies[rebuild ?? 'copy'] ?? rebuild },
  ];
}

function Hazards({ codes }: { codes: string[] }) {
  const { words } = useTexts();
  if (codes.length === 0) return words.none;
  return (
    <Flex gap={4} wrap>
      {codes.map((code) => (
        <HazardTag key={code} code={code} severity="gate" />
      ))}
    </Flex>
  );
}

function Approval({ task }: { task: Task }) {
  const { basics } = useTexts().tasks;
  const { approval, needs_approval, approve_by } = task;
  if (approval)
    return (
      <div>
        {approval.decision === 'reject' ? basics.rejected(approval.who) : basics.approved(approval.who)}{' '}
        <Typography.Text type="secondary">
          <When at={approval.at} />
        </Typography.Text>
        {approval.comment && <div>{approval.comment}</div>}
      </div>
    );
  if (!needs_approval) return basics.noApproval;
  return (
    <div>
      {basics.awaiting}
      {approve_by && (
        <div>
          {basics.approveBy} <When at={approve_by} />
        </div>
      )}
    </div>
  );
}
