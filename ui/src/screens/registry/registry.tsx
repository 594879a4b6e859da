/** The registry: all shadows of a database, how they are, and their clean-up. */

import { Empty, Typography } from 'antd';
import { Page } from '../../parts/page';
import { PlaceChoice } from '../../parts/place-choice';
import { usePlace } from '../../parts/use-place';
import { useTexts } from '../../texts';
import { Shadows } from './shadows';

export function Component() {
  const { registry: texts, tables, shell } = useTexts();
  const { place, choose, connection } = usePlace('/registry');
  return (
    <Page title={shell.registry}>
      <Typography.Text type="secondary">{texts.explanation}</Typography.Text>
      <PlaceChoice place={place} choose={choose} />
      {place.connection && place.database ? (
        <Shadows
          key={`${place.connection} ${place.database}`}
          place={place}
          connection={connection}
          database={place.database}
        />
      ) : (
        <Empty
          style={{ paddingBlock: 64 }}
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={tables.choose}
        />
      )}
    </Page>
  );
}
