/** To be written. */

import { Page } from '../../parts/page';

export function Component() {
  return <Page title="audit/audit">…</Page>;
}
