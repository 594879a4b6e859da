/** The columns of a list of pairs. */

import { type TableProps, Tag, theme } from 'antd';
import type { Pair, SkipRequest } from '../../../api/schema';
import { HazardTags } from '../../../parts/hazard-tag';
import { useSentence } from '../../../parts/sentence';
import { Verdict } from '../../../parts/tags';
import { useTexts } from '../../../texts';
import type { Filters } from './filters';
import type { Row } from './use-selected';

interface ColumnsOf {
  filters: Filters;
  mayAct: boolean;
  view: (position: number) => void;
  skip: (body: SkipRequest) => void;
  adopt: (pairs: Pair[]) => void;
  adoptable: (pair: Pair) => boolean;
  /** Whether an existing table was taken for the shadow on purpose. */
  isAdopted: (pair: Pair) => boolean;
}

export function useColumns(of: ColumnsOf): NonNullable<TableProps<Row>['columns']> {
  const { words, wizard } = useTexts();
  // Asked for once and not in every row, as Ant Design's components would: a page must be there at once.
  const { token } = theme.useToken();
  const { sort, order } = of.filters;
  const sorted = (key: string) => ({
    key,
    sorter: true,
    sortOrder: sort === key ? (order === 'desc' ? ('descend' as const) : ('ascend' as const)) : null,
  });
  // The reasons why a pair can't be synchronized need the room that hazards need on the other tab.
  const isSynchronized = of.filters.tab === 'synchronized';
  return [
    {
      ...sorted('source'),
      title: words.source,
      dataIndex: 'source',
      width: isSynchronized ? 170 : 140,
      ellipsis: true,
    },
    {
      ...sorted('shadow'),
      title: words.shadow,
      dataIndex: 'shadow',
      width: isSynchronized ? 180 : 150,
      ellipsis: true,
    },
    {
      ...sorted('verdict'),
      title: wizard.analyze.result,
      width: isSynchronized ? 130 : undefined,
      render: (_, pair) => (
        <Outcome
          pair={pair}
          isAdopted={of.isAdopted(pair)}
          fontSize={token.fontSizeSM}
          color={token.colorTextSecondary}
        />
      ),
    },
    {
      key: 'hazards',
      title: wizard.analyze.hazards,
      width: isSynchronized ? undefined : 100,
      render: (_, pair) => <HazardTags pair={pair} />,
    },
    {
      ...sorted('statements'),
      title: wizard.analyze.statements,
      dataIndex: 'statements',
      align: 'right',
      width: 112,
    },
    {
      key: 'actions',
      title: wizard.analyze.actions,
      width: isSynchronized ? 124 : 164,
      // Of another pair they are other buttons: a key that is held down acts on one of them only.
      render: (_, pair) => <RowActions key={pair.position} pair={pair} color={token.colorLink} {...of} />,
    },
  ];
}

interface OutcomeProps {
  pair: Pair;
  isAdopted: boolean;
  fontSize: number;
  color: string;
}

function Outcome({ pair, isAdopted, fontSize, color }: OutcomeProps) {
  const { analysis } = useTexts();
  const sentence = useSentence();
  return (
    <>
      <Verdict verdict={pair.verdict} skipped={pair.skipped} />
      {isAdopted && <Tag title={analysis.adopted}>{analysis.adoptedTag}</Tag>}
      {pair.reasons.map((reason) => (
        <div key={reason} style={{ fontSize, color, marginBlockStart: 2 }}>
          {sentence(reason)}
        </div>
      ))}
    </>
  );
}

interface RowActionsProps extends ColumnsOf {
  pair: Pair;
  color: string;
}

function RowActions({ pair, color, mayAct, view, skip, adopt, adoptable }: RowActionsProps) {
  const { analysis, wizard } = useTexts();
  const canSkip = pair.skipped || pair.verdict !== 'Consistent';
  const mark = pair.skipped ? wizard.analyze.unskip : wizard.analyze.skip;
  const markOf = pair.skipped ? wizard.analyze.unskipOf(pair.source) : wizard.analyze.skipOf(pair.source);
  return (
    <div style={{ display: 'flex', gap: 8, color }}>
      <RowAction label={wizard.analyze.viewOf(pair.source)} act={() => view(pair.position)}>
        {analysis.view}
      </RowAction>
      {mayAct && canSkip && (
        <RowAction label={markOf} act={() => skip({ skipped: !pair.skipped, positions: [pair.position] })}>
          {mark}
        </RowAction>
      )}
      {mayAct && adoptable(pair) && !pair.skipped && (
        <RowAction label={wizard.analyze.adoptOf(pair.shadow)} act={() => adopt([pair])}>
          {wizard.analyze.adopt}
        </RowAction>
      )}
    </div>
  );
}

/** A button of the browser's own: there are hundreds in a list, and Ant Design's cost three times as much. */
function RowAction({ label, act, children }: { label: string; act: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={act}
      style={{
        padding: 0,
        border: 'none',
        background: 'none',
        font: 'inherit',
        color: 'inherit',
        cursor: 'pointer',
        whiteSpace: 'nowrap',
      }}
    >
      {children}
    </button>
  );
}
