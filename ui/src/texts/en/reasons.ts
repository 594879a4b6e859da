/** What the server says of pairs in the words of the command line, in those of the console. */

export const reasons = {
  notAdopted: (shadow: string, score: string, source: string, why: string | undefined) =>
    `table ${shadow} exists and is not registered as a shadow; it is ${score} % like ${source}${why ? ` (${why})` : ''}; if it is the shadow, take it with “Adopt…” in a new task`,
  notAllowed: (codes: string) => `hazards must be allowed first, in the task's settings: ${codes}`,
};
