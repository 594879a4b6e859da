/** What the server says, in the words of both languages. */

import { expect, test } from 'vitest';
import { sentences as en } from '../texts/en/sentences';
import { sentences as zh } from '../texts/zh/sentences';
import { sentenceOf } from './sentence';

const CONFLICT =
  'table _test_orders exists and is not registered as a shadow; it is 66 % like orders (the source has no column note); if it is the shadow, adopt it: --adopt _test_orders';

test.each([
  ['there is a view named _test_items', 'there is a view named _test_items', '已有名为 _test_items 的视图'],
  [
    CONFLICT,
    'table _test_orders exists and is not registered as a shadow; it is 66 % like orders (the source has no column note); if it is the shadow, take it with "Adopt…" in a new task',
    '表 _test_orders 已存在，但未登记为影子表；它与 orders 的相似度为 66%（源表没有列 note）；若它确实是影子表，请在新任务中用“认领…”认领',
  ],
  [
    'hazards must be allowed first: --allow-hazards drops-column,narrows-type',
    "hazards must be allowed first, in the task's settings: drops-column, narrows-type",
    '须先在任务设置中允许这些风险：drops-column, narrows-type',
  ],
  [
    'unique key code is added: 2 values stand in several rows and fail the statement (about 12 rows)',
    'unique key code is added: 2 values stand in several rows and fail the statement (about 12 rows)',
    '将添加唯一键 code：有 2 个值重复，会使语句失败（约 12 行）',
  ],
  [
    'about 3 rows are copied into the new table',
    'about 3 rows are copied into the new table',
    '约 3 行将复制到新表',
  ],
  [
    'orders -> _test_orders: the server refused a statement: Unknown column (error 1054, 42S22)',
    'orders → _test_orders: the server refused a statement: Unknown column (error 1054, 42S22)',
    'orders → _test_orders：服务器拒绝了语句：Unknown column（错误 1054，42S22）',
  ],
  [
    'a -> _t_a: its source is gone; b -> _t_b: it is still there',
    'a → _t_a: its source is gone; b → _t_b: it is still there',
    'a → _t_a：其源表已不存在；b → _t_b：它仍然存在',
  ],
  ['of another version: 12 (34)', 'of another version: 12 (34)', 'of another version: 12 (34)'],
  [
    'the server at db:3306 does not let root in: wrong user or password: Access denied for user (error 1045, 28000)',
    'the server at db:3306 does not let root in: wrong user or password: Access denied for user (error 1045, 28000)',
    'db:3306 上的服务器不允许 root 登录：用户名或密码错误：Access denied for user（错误 1045，28000）',
  ],
  [
    "can't reach a database server at db:3306: failed to lookup address: Name or service not known",
    "can't reach a database server at db:3306: failed to lookup address: Name or service not known",
    '无法连接 db:3306 上的数据库服务器：failed to lookup address: Name or service not known',
  ],
  [
    "the source: the server does not show its definition: View 'd.v' references invalid; check it (error 1356, HY000)",
    "the source: the server does not show its definition: View 'd.v' references invalid; check it (error 1356, HY000)",
    "源表：服务器不显示其定义：View 'd.v' references invalid; check it（错误 1356，HY000）",
  ],
  [
    "column a is in the primary key, and OceanBase 4.3.5 can't drop it (1235); column b is in the primary key, and OceanBase 4.3.5 can't drop it (1235)",
    "column a is in the primary key, and OceanBase 4.3.5 can't drop it (1235); column b is in the primary key, and OceanBase 4.3.5 can't drop it (1235)",
    '列 a 在主键中，OceanBase 4.3.5 无法删除它（1235）；列 b 在主键中，OceanBase 4.3.5 无法删除它（1235）',
  ],
  [
    'an unknown number of rows are thrown away',
    'an unknown number of rows are thrown away',
    '数量未知的行将被丢弃',
  ],
  [
    'after its statements the pair is Modify, not Consistent; still to be done: ALTER TABLE `a` ADD b INT; c',
    'after its statements the pair is Modify, not Consistent; still to be done: ALTER TABLE `a` ADD b INT; c',
    '语句执行之后，这一对表为“修改”，而非“一致”；仍须执行：ALTER TABLE `a` ADD b INT; c',
  ],
  ['said by nobody we know', 'said by nobody we know', 'said by nobody we know'],
])('%s', (said, inEnglish, inChinese) => {
  expect(sentenceOf(en, said)).toBe(inEnglish);
  expect(sentenceOf(zh, said)).toBe(inChinese);
});

test('names and SQL stay as they are, whatever they look like', () => {
  expect(sentenceOf(zh, 'it is the shadow of no rows')).toBe('它是 no rows 的影子表');
  expect(sentenceOf(zh, 'still to be done: DROP TABLE `a (b)`')).toBe('仍须执行：DROP TABLE `a (b)`');
  expect(sentenceOf(zh, 'a.b -> c')).toBe('a.b -> c');
});

test('a long text that nobody knows is given back at once', () => {
  const long = Array.from({ length: 40 }, (_, at) => `key${at}: value`).join('; ');
  const begin = performance.now();
  for (let n = 8; n <= 40; n += 8) sentenceOf(zh, long.slice(0, n * 13));
  expect(sentenceOf(zh, long)).toBe(long);
  expect(performance.now() - begin).toBeLessThan(2_000);
});
