/** Waiting for something, with an end. */

const PATIENCE = 60_000;

/** Asks `look` until it gives something, and returns that. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const begin = Date.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() - begin > PATIENCE) throw new Error(`waited ${PATIENCE / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
