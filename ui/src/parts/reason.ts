/** The reasons that the server gives for a verdict or a result. They stay as they are, but for options of the command line. */

import type { Texts } from '../texts';

const NOT_ADOPTED =
  /^table (.+) exists and is not registered as a shadow; it is (\d+) % like (.+?)(?: \((.+)\))?; if it is the shadow, adopt it: --adopt .+$/;
const NOT_ALLOWED = /^hazards must be allowed first: --allow-hazards (.+)$/;

/** A reason as the console says it. */
export function reasonOf(texts: Texts['reasons'], sentence: string): string {
  const [, shadow, score, source, why] = NOT_ADOPTED.exec(sentence) ?? [];
  if (shadow && score && source) return texts.notAdopted(shadow, score, source, why);
  const [, codes] = NOT_ALLOWED.exec(sentence) ?? [];
  return codes ? texts.notAllowed(codes.replaceAll(',', ', ')) : sentence;
}
