/** Taking a text along: into the clipboard or into a file. */

/** Puts a text into the clipboard. `false` if the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  // Browsers give the clipboard to pages of https and of this machine only; consoles in a closed network often have neither.
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Permission was refused: the old way needs none.
    }
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  // Within an open dialog, whose focus does not leave it.
  (document.activeElement?.closest('[role="dialog"]') ?? document.body).append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

/** Saves a text as a file. */
export function saveText(name: string, text: string, type = 'application/sql') {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
