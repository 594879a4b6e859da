/** What the names alone tell to be in the way, before anything is sent. */

import { Alert, Typography } from 'antd';
import { useTexts } from '../../../texts';
import { type Affix, shadowOf, type Warning } from '../naming';

const SHOWN = 4;

export function Warnings({ warnings, affix }: { warnings: ReadonlyMap<string, Warning>; affix: Affix }) {
  const { wizard, words } = useTexts();
  const kinds = new Map<Warning, string[]>();
  for (const [source, warning] of warnings) {
    const same = kinds.get(warning);
    if (same) same.push(source);
    else kinds.set(warning, [source]);
  }
  return [...kinds].map(([warning, sources]) => {
    const names = sources.slice(0, SHOWN).map((source) => shadowOf(affix, source));
    if (sources.length > SHOWN) names.push('…');
    return (
      <Alert
        key={warning}
        type="warning"
        showIcon
        title={
          <>
            {wizard.named(wizard.warnings[warning].title, sources.length, words.list(names))}
            <div>
              <Typography.Text type="secondary">{wizard.warnings[warning].hint}</Typography.Text>
            </div>
          </>
        }
      />
    );
  });
}
