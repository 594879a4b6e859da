/** What is about to be submitted, in one line each. */

import { Descriptions } from 'antd';
import type { Analysis, Connection } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { useTexts } from '../../../texts';
import { ConnectionName } from '../select/place';

export function Summary({
  analysis,
  connection,
}: {
  analysis: Analysis;
  connection: Connection | undefined;
}) {
  const { words, wizard } = useTexts();
  const { counts, request } = analysis;
  const some = (verdict: string) =>
    counts[verdict] ? [`${amount(counts[verdict])} ${words.verdicts[verdict]}`] : [];
  const done = [...some('Create'), ...some('Modify')].join(words.comma) || words.none;
  const others =
    ['Consistent', 'Skipped', 'Conflict', 'Unsupported', 'Failed'].flatMap(some).join(words.comma) ||
    words.none;
  const rule = request.suffix
    ? wizard.settings.suffixed(request.suffix)
    : wizard.settings.prefixed(request.prefix ?? '');
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2 }}
      style={{ marginBlockEnd: 16 }}
      items={[
        {
          key: 'connection',
          label: words.connection,
          children: connection && <ConnectionName connection={connection} />,
        },
        { key: 'database', label: words.database, children: analysis.database },
        { key: 'rule', label: wizard.select.naming, children: rule },
        { key: 'done', label: wizard.settings.willBe, children: done },
        { key: 'others', label: wizard.settings.willNotBe, children: others },
      ]}
    />
  );
}
