/** Texts of tables. */

export const tables = {};
