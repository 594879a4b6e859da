/** A password for somebody else, who must change it at the next log-on. */

/** 20 characters out of 64: 120 bits. */
export function makePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(15));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
