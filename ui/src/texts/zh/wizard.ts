/** Texts of wizard. */

export const wizard = {};
