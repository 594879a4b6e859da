/** The nonce that the server gives each page for its styles: whoever makes a style puts it there. */
export function nonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce || undefined;
}

/**
 * Gives the nonce to every style that a script of this page makes. Ant Design puts it into most of its styles, but two of its
 * helpers (the lock of the page's scrolling behind a dialog, the measure of a scroll bar) make one without.
 */
export function nonceForStyles() {
  const value = nonce();
  if (!value) return;
  document.createElement = new Proxy(document.createElement, {
    apply(create, self, args) {
      const made = Reflect.apply(create, self, args);
      if (made instanceof HTMLStyleElement) made.nonce = value;
      return made;
    },
  });
}
