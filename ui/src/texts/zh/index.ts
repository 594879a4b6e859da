/** All texts, a file a room of the console. */

import type { Texts } from '..';
import { analysis } from './analysis';
import { audit } from './audit';
import { connections } from './connections';
import { hazards } from './hazards';
import { login } from './login';
import { problems } from './problems';
import { registry } from './registry';
import { sentences } from './sentences';
import { settings } from './settings';
import { shell } from './shell';
import { tables } from './tables';
import { tasks } from './tasks';
import { users } from './users';
import { wizard } from './wizard';
import { words } from './words';

export const zh: Texts = {
  analysis,
  audit,
  connections,
  hazards,
  login,
  problems,
  sentences,
  registry,
  settings,
  shell,
  tables,
  tasks,
  users,
  wizard,
  words,
};
