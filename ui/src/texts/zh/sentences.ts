/** 服务器的英文语句在控制台中的中文说法，按其在服务器中出现的位置分文件。 */

import type { Sentence } from '../sentence';
import { analysis } from './sentences/analysis';
import { hazards } from './sentences/hazards';
import { readings } from './sentences/readings';
import { rebuilds } from './sentences/rebuilds';
import { runs } from './sentences/runs';
import { selection } from './sentences/selection';
import { shadows } from './sentences/shadows';

export const sentences: readonly Sentence[] = [
  ...selection,
  ...readings,
  ...analysis,
  ...rebuilds,
  ...hazards,
  ...runs,
  ...shadows,
];
