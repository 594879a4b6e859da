/** Texts of audit. */

export const audit = {};
