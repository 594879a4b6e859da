/** Texts of analysis. */

export const analysis = {};
