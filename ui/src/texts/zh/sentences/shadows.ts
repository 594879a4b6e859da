/** 登记的影子表处于何种状态，以及为何不能删除。 */

import type { Sentence } from '../../sentence';

export const shadows: readonly Sentence[] = [
  ['its source {source} is gone', '其源表 {source} 已不存在'],
  ['its name is not the one that its rule gives to its source', '其名称不是按其规则由源表得出的名称'],
  ['{count} statement would bring it back', '执行 {count} 条语句即可恢复一致'],
  ['{count} statements would bring it back', '执行 {count} 条语句即可恢复一致'],
  ['{shadow} is dropped; {rows} lost', '{shadow} 将被删除；{rows}将丢失'],
  ['{shadow} is dropped; it has no rows', '{shadow} 将被删除；其中没有数据'],
  [
    'a foreign key to {parent}, which is no shadow, goes with {shadow}: {table} is locked for a moment, and reads and writes on it wait behind that lock',
    '指向 {parent}（不是影子表）的外键将随 {shadow} 一并删除：{table} 会被短暂锁定，对它的读写须等待该锁',
  ],
  ['{shadow} is a {what}, not a table', '{shadow} 是{what}，不是表'],
  ['{shadow} is registered as the source of {other} too', '{shadow} 同时登记为 {other} 的源表'],
  [
    'the shadow {child} references it with its foreign key {key}: drop that one too',
    '影子表 {child} 以外键 {key} 引用它：请一并删除',
  ],
  ['table {child} references it with its foreign key {key}', '表 {child} 以外键 {key} 引用它'],
  ['{child} references it with its foreign key {key}', '{child} 以外键 {key} 引用它'],
  ['{shadow} is registered as the shadow of {source} now', '{shadow} 现已登记为 {source} 的影子表'],
  ['{shadow} is not registered as a shadow any more', '{shadow} 已不再登记为影子表'],
  ['its source {source} is back', '其源表 {source} 又出现了'],
  ['it could not be dropped when the plan was made: {why}', '生成计划时无法删除它：{why}'],
  [
    '{shadow} had no rows when the plan was made, and may have some now',
    '生成计划时 {shadow} 没有数据，现在可能已有',
  ],
  ['it needs a statement now that was not in the plan: {sql}', '现在需要计划中没有的语句：{sql}'],
  ['it is gone, but still registered: {why}', '它已删除，但仍在登记中：{why}'],
  ['it is still there', '它仍然存在'],
  ['it could not be looked whether it is gone: {why}', '无法确认它是否已删除：{why}'],
  ['the table was gone before it was sent', '发送之前该表已不存在'],
  ['the answer was lost; it shows that it was done', '未收到响应；经核实，语句已执行'],
  ['the answer was lost; it shows that it was not done', '未收到响应；经核实，语句未执行'],
  [
    'it is neither as it was before nor as it would be after the statement whose answer was lost',
    '有一条语句未收到响应；该表的现状既不同于该语句执行前，也不同于执行后',
  ],
];
