/**
 * What a browser test stands on: a real database on a real server, `shadowtable serve` with a store of its own, and Debian's
 * Chromium. `shadowtable-servers run` names the server in the environment; `SHADOWTABLE_CONSOLE_SERVER` says which of those that
 * it has started, MariaDB 10.11 where it is silent.
 */

import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import { type Browser, chromium } from 'playwright-core';
import type { Role, Connection as SavedConnection } from '../src/api/schema';
import { Node } from './node';
import { Person, type Window } from './person';
import { until } from './until';

const CHROMIUM = process.env.SHADOWTABLE_CHROMIUM ?? '/usr/bin/chromium';
const SERVER = process.env.SHADOWTABLE_CONSOLE_SERVER ?? 'mariadb-10.11';
const TARGET = process.env[`SHADOWTABLE_TEST_${SERVER.toUpperCase().replaceAll(/[-.]/g, '_')}_URL`];

export interface Credentials {
  name: string;
  password: string;
}

export interface WorldOptions {
  /** Statements that make the database of the test. */
  sql?: readonly string[];
  /** What the connection asks for, on top of name, host, port and user. */
  connection?: Record<string, unknown>;
}

export class World {
  readonly database: string;
  /** A session at the database, for what the test does behind the console's back. */
  readonly sql: mysql.Connection;
  readonly node: Node;
  readonly target: URL;
  readonly #browser: Browser;
  readonly #people: Person[] = [];
  #cookie = '';
  #connection: SavedConnection | undefined;

  private constructor(target: URL, sql: mysql.Connection, database: string, browser: Browser, node: Node) {
    this.target = target;
    this.sql = sql;
    this.database = database;
    this.#browser = browser;
    this.node = node;
  }

  static async start(options: WorldOptions = {}): Promise<World> {
    if (!TARGET) throw new Error(`${SERVER} is not there: run this under \`shadowtable-servers run\``);
    const target = new URL(TARGET);
    const database = `console_${randomBytes(6).toString('hex')}`;
    const sql = await mysql.createConnection(toClient(target));
    await sql.query(`CREATE DATABASE ${database}`);
    await sql.query(`USE ${database}`);
    for (const statement of options.sql ?? []) await sql.query(statement);
    // Chromium's sandbox needs a namespace that root does not get in a container.
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const world = new World(target, sql, database, browser, await Node.start());
    await world.#connect(options.connection);
    return world;
  }

  /** Another session at the database. Whoever opens it ends it. */
  async session(): Promise<mysql.Connection> {
    return mysql.createConnection({ ...toClient(this.target), database: this.database });
  }

  /** Where the console is. */
  get origin(): string {
    return this.node.origin;
  }

  get admin(): Credentials {
    return this.node.admin;
  }

  /** The connection that the console has to the database's server. */
  get connection(): SavedConnection {
    if (!this.#connection) throw new Error('there is no connection yet');
    return this.#connection;
  }

  /** A request of the administrator's to the API, for what must be there before the test begins. */
  async api<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    this.#cookie ||= await logOn(this.origin, this.admin);
    const answer = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: { cookie: this.#cookie, 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? (undefined as T) : (JSON.parse(text) as T);
  }

  async #connect(more: Record<string, unknown> = {}): Promise<void> {
    this.#connection = await this.api<SavedConnection>('POST', '/connections', {
      name: 'shop',
      host: this.target.hostname,
      port: Number(this.target.port),
      user: decodeURIComponent(this.target.username),
      environment: 'test',
      color: 'green',
      ...more,
    });
  }

  /** A new user with this role, whose first password is changed already. */
  async user(name: string, role: Role): Promise<Credentials> {
    const made = await this.api<{ password: string }>('POST', '/users', { name, role });
    const cookie = await logOn(this.origin, { name, password: made.password });
    const password = randomBytes(12).toString('base64url');
    const changed = await fetch(`${this.origin}/api/v1/me/password`, {
      method: 'PUT',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ current: made.password, new: password }),
    });
    if (!changed.ok) throw new Error(await changed.text());
    return { name, password };
  }

  /** Creates an analysis through the API and waits for its end; its id. */
  async analysis(request: Record<string, unknown> = { prefix: '_test_', range: 'all' }): Promise<string> {
    const body = { connection_id: this.connection.id, database: this.database, request };
    const { id } = await this.api<{ id: string }>('POST', '/analyses', body);
    await until('the analysis to end', async () => {
      const { state } = await this.api<{ state: string }>('GET', `/analyses/${id}`);
      if (state === 'Failed' || state === 'Cancelled') throw new Error(`the analysis is ${state}`);
      return state === 'Done';
    });
    return id;
  }

  /** A browser window of somebody who has logged on; nobody has where `who` is null. */
  async person(who: Credentials | null = this.admin, window: Window = {}): Promise<Person> {
    const person = await Person.open(this.#browser, this.origin, who, window);
    this.#people.push(person);
    return person;
  }

  /** Ends all of it, and fails if a page had an error, left its origin or broke its Content-Security-Policy. */
  async end(): Promise<void> {
    const faults = this.#people.flatMap((person) => person.faults);
    await this.#browser.close();
    await this.node.end();
    await this.sql.query(`DROP DATABASE ${this.database}`);
    await this.sql.end();
    if (faults.length > 0) throw new Error(`the pages had faults:\n${faults.join('\n')}`);
  }
}

function toClient(url: URL): mysql.ConnectionOptions {
  return {
    host: url.hostname,
    port: Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    charset: 'utf8mb4',
  };
}

async function logOn(origin: string, who: Credentials): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(who),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}
