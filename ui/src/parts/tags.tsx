/** The colored words: verdicts, states and results. One meaning has one color everywhere. */

import { Tag } from 'antd';
import { useTexts } from '../texts';

const GOOD = 'success';
const BAD = 'error';
const BUSY = 'processing';
const WARN = 'warning';
const IDLE = 'default';

const COLORS: Record<string, string> = {
  Create: 'blue',
  Modify: 'gold',
  Consistent: GOOD,
  Conflict: BAD,
  Unsupported: WARN,
  Failed: BAD,
  Skipped: IDLE,
  AwaitingApproval: WARN,
  Ready: 'cyan',
  Scheduled: 'blue',
  Queued: 'geekblue',
  Running: BUSY,
  Paused: IDLE,
  NeedsAttention: BAD,
  Finished: GOOD,
  Cancelled: IDLE,
  Cancelling: WARN,
  Rejected: IDLE,
  Expired: IDLE,
  Succeeded: GOOD,
  SucceededWithErrors: WARN,
  Pending: IDLE,
  Synced: GOOD,
  Refused: WARN,
  NotRun: IDLE,
  Done: GOOD,
  Unknown: WARN,
};

/** What is over or does nothing has a border: gray on the gray of a page is no tag. */
const dress = (color: string | undefined) =>
  color === IDLE ? { color, variant: 'outlined' as const } : { color };

export function Verdict({ verdict, skipped = false }: { verdict: string; skipped?: boolean }) {
  const { words } = useTexts();
  const shown = skipped ? 'Skipped' : verdict;
  // A title and no tooltip: lists have one in every row, and a tooltip costs as much as the rest of the row.
  return (
    <Tag {...dress(COLORS[shown])} title={words.verdictMeanings[shown]}>
      {words.verdicts[shown] ?? shown}
    </Tag>
  );
}

type Kind = 'taskStates' | 'runStates' | 'pairResults' | 'stepStates';

interface StateProps {
  of: Kind;
  word: string;
  /** Without its color, beside a word that tells more. */
  quiet?: boolean;
}

/** `<State of="taskStates" word={task.state} />` */
export function State({ of, word, quiet = false }: StateProps) {
  const { words } = useTexts();
  return <Tag {...dress(quiet ? IDLE : COLORS[word])}>{words[of][word] ?? word}</Tag>;
}

/** The environment of a connection in its own color. */
export function Environment({ label, color }: { label?: string | null; color?: string | null }) {
  return label ? <Tag color={color ?? undefined}>{label}</Tag> : null;
}
