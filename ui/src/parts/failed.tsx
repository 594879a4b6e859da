/** What is shown in the place of a screen that broke. */

import { useRouteError } from 'react-router';
import { Failure } from './failure';

export function Failed() {
  const error = useRouteError();
  return <Failure error={error} again={() => location.reload()} />;
}
