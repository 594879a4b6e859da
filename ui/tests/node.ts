/** `shadowtable serve` with a store of its own, which a test may stop and start again. */

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until';

const ROOT = join(import.meta.dirname, '..', '..');
const PROGRAM = process.env.SHADOWTABLE_BIN ?? join(ROOT, 'target', 'debug', 'shadowtable');

export class Node {
  readonly admin = { name: 'admin', password: randomBytes(12).toString('base64url') };
  readonly #data = mkdtempSync(join(tmpdir(), 'shadowtable-console-'));
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(): Promise<Node> {
    const node = new Node(await freePort());
    await node.serve();
    return node;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts it again after `stop`, on the same store and port. */
  async serve(): Promise<void> {
    const args = ['serve', '--listen', `127.0.0.1:${this.#port}`, '--data-dir', this.#data, '--log', 'warn'];
    const env = { ...process.env, SHADOWTABLE_ADMIN_PASSWORD: this.admin.password };
    this.#process = spawn(PROGRAM, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    await until('the server to answer', async () => {
      if (this.#process?.exitCode) throw new Error(`it ended with ${this.#process.exitCode}`);
      const answer = await fetch(`${this.origin}/healthz`).catch(() => undefined);
      return answer?.ok;
    });
  }

  /** Ends it; `SIGKILL` as a crash would. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await ended;
  }

  /** Ends it for good. */
  async end(): Promise<void> {
    await this.stop();
    rmSync(this.#data, { recursive: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
