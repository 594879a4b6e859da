/** Texts of tasks. */

export const tasks = {};
