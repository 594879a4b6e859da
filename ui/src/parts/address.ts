/** Filters and what is open live in the address: a reload loses nothing, and a list can be shared. */

import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export type Changes = Record<string, string | null | undefined>;

/** Parameters with changes; what is empty goes. */
export function changed(before: URLSearchParams, changes: Changes): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [name, value] of Object.entries(changes)) {
    if (value) after.set(name, value);
    else after.delete(name);
  }
  return after;
}

/** The parameters of the address, and how to change some of them. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    // Of two changes at once the second one comes before the first is on the page: it builds on what the address says already.
    (changes: Changes) =>
      setParams(() => changed(new URLSearchParams(location.search), changes), { replace: true }),
    [setParams],
  );
  return [params, change] as const;
}
