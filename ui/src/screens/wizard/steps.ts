/** The steps of the wizard, and the addresses that lead to them. */

export const STEPS = ['select', 'analyze', 'settings'] as const;
export type Step = (typeof STEPS)[number];

/** The step that an address names; those behind the first need an analysis. */
export function stepOf(search: URLSearchParams): Step {
  if (search.get('analysis') === null) return 'select';
  const word = search.get('step');
  return STEPS.find((step) => step === word) ?? 'analyze';
}

/** The address of a step. */
export function wizardPath(draft: string, step: Step, analysis: string | null): string {
  const search = new URLSearchParams({ draft, step });
  if (analysis) search.set('analysis', analysis);
  return `/tasks/new?${search}`;
}
