/** What refusals mean, by their codes (docs/api.md). The server says it in English itself. */

export const problems: Record<string, string> = {};
