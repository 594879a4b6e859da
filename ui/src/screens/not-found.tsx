/** An address that leads nowhere. */

import { Problem } from '../api/problem';
import { Failure } from '../parts/failure';

export function Component() {
  return <Failure error={new Problem({ status: 404 })} />;
}
