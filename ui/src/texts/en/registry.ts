/** Texts of registry. */

export const registry = {};
