/** A sentence of the server, with `{names}` for what varies, and what the console says for it. */
export type Sentence = readonly [said: string, meant: string];
