/** 语句可能对行造成的影响，以及有意省略的内容。 */

import type { Sentence } from '../../sentence';

export const hazards: readonly Sentence[] = [
  ['no rows', '0 行'],
  ['an unknown number of rows', '行数未知'],
  ['about 1 row', '约 1 行'],
  ['about {count} rows', '约 {count} 行'],
  ['an unknown number of rows are', '数量未知的行'],
  ['{rows} are', '{rows}'],
  ['{rows} is', '{rows}'],
  ['{rows} copied into the new table', '{rows}将复制到新表'],
  ['{rows} thrown away', '{rows}将被丢弃'],
  ['writes to the table may wait while {rows} altered', '修改期间，对该表的写入可能等待（{rows}）'],
  [
    '{shadow} is made anew, since no ALTER leads to the wanted table ({rows})',
    '将重建 {shadow}，因为没有 ALTER 能达到目标（{rows}）',
  ],
  [
    'the old table is dropped with the columns that the new one lacks ({rows})',
    '旧表连同新表没有的列将被删除（{rows}）',
  ],
  ['column {column} and its values are dropped ({rows})', '列 {column} 及其值将被删除（{rows}）'],
  [
    'column {column} is no longer computed: it is dropped with its values and added ({rows})',
    '列 {column} 不再是生成列：将连同其值删除后再添加（{rows}）',
  ],
  [
    'column {column} becomes smaller, from {old} to {new}: a value that does not fit fails the statement ({rows})',
    '列 {column} 由 {old} 缩小为 {new}：放不下的值会使语句失败（{rows}）',
  ],
  [
    'column {column} becomes another type, from {old} to {new}: values are converted ({rows})',
    '列 {column} 由 {old} 变为 {new}：值将被转换（{rows}）',
  ],
  [
    'the text of column {column} is converted from {old} to {new}: characters may be lost ({rows})',
    '列 {column} 的文本由 {old} 转换为 {new}：可能丢失字符（{rows}）',
  ],
  ['column {column} refuses NULL from now on', '列 {column} 将不再接受 NULL'],
  ['{what}: a row that has it fails the statement ({rows})', '{what}：含 NULL 的行会使语句失败（{rows}）'],
  ['{what}: no row has it ({rows})', '{what}：没有含 NULL 的行（{rows}）'],
  [
    '{what}: {count} row has it and fails the statement ({rows})',
    '{what}：有 {count} 行含 NULL，会使语句失败（{rows}）',
  ],
  [
    '{what}: {count} rows have it and fail the statement ({rows})',
    '{what}：有 {count} 行含 NULL，会使语句失败（{rows}）',
  ],
  ['unique key {key} is added', '将添加唯一键 {key}'],
  ['{index} is added', '将添加{index}'],
  ['{index} is dropped: duplicates may come', '将删除{index}：可能出现重复值'],
  ['the primary key', '主键'],
  ['unique key {key}', '唯一键 {key}'],
  ['the primary key is dropped', '主键将被删除'],
  [
    '{what}: rows with the same values fail the statement ({rows})',
    '{what}：值相同的行会使语句失败（{rows}）',
  ],
  ['{what}: no value stands in two rows ({rows})', '{what}：没有重复值（{rows}）'],
  [
    '{what}: {count} value stands in several rows and fails the statement ({rows})',
    '{what}：有 {count} 个值重复，会使语句失败（{rows}）',
  ],
  [
    '{what}: {count} values stand in several rows and fail the statement ({rows})',
    '{what}：有 {count} 个值重复，会使语句失败（{rows}）',
  ],
  ['a CHECK ({expression}) is added', '将添加 CHECK（{expression}）'],
  [
    '{what}: a row that does not fit fails the statement ({rows})',
    '{what}：不符合的行会使语句失败（{rows}）',
  ],
  ['{what}: every row fits ({rows})', '{what}：所有行都符合（{rows}）'],
  [
    '{what}: {count} row does not fit and fails the statement ({rows})',
    '{what}：有 {count} 行不符合，会使语句失败（{rows}）',
  ],
  [
    '{what}: {count} rows do not fit and fail the statement ({rows})',
    '{what}：有 {count} 行不符合，会使语句失败（{rows}）',
  ],
  ['a foreign key to {parent} is added', '将添加指向 {parent} 的外键'],
  [
    '{what}: a row without a parent fails the statement ({rows})',
    '{what}：没有父行的行会使语句失败（{rows}）',
  ],
  ['{what}: every row has its parent ({rows})', '{what}：所有行都有父行（{rows}）'],
  [
    '{what}: {count} row has no parent and fails the statement ({rows})',
    '{what}：有 {count} 行没有父行，会使语句失败（{rows}）',
  ],
  [
    '{what}: {count} rows have no parent and fail the statement ({rows})',
    '{what}：有 {count} 行没有父行，会使语句失败（{rows}）',
  ],
  ['partitions {partitions} and their rows are dropped', '分区 {partitions} 及其中的行将被删除'],
  [
    'rows are cut into other partitions: one that fits none fails the statement ({rows})',
    '行将重新划分到其他分区：不属于任何分区的行会使语句失败（{rows}）',
  ],
  [
    'a foreign key to {parent}, which is no shadow, is dropped: {table} is locked for a moment, and reads and writes on it wait behind that lock',
    '将删除指向 {parent}（不是影子表）的外键：{table} 会被短暂锁定，对它的读写须等待该锁',
  ],
  [
    'a foreign key references {parent}, which is no shadow: {table} is locked for a moment now, and test rows are checked against its rows from then on',
    '外键引用 {parent}（不是影子表）：{table} 现在会被短暂锁定，此后测试数据将依据其中的数据检查',
  ],
  ['foreign key {key} to {parent} is left out, as asked', '按要求省略指向 {parent} 的外键 {key}'],
  ['foreign key to {parent} is left out, as asked', '按要求省略指向 {parent} 的外键'],
  [
    'foreign key {key} is left out, since {parent} is in another database and has no shadow',
    '省略外键 {key}，因为 {parent} 在另一数据库中，没有影子表',
  ],
  [
    'foreign key is left out, since {parent} is in another database and has no shadow',
    '省略外键，因为 {parent} 在另一数据库中，没有影子表',
  ],
  [
    'foreign key {key} is left out, since {parent} has no usable shadow: add {table} to the tables',
    '省略外键 {key}，因为 {parent} 没有可用的影子表：请将 {table} 加入所选的表',
  ],
  [
    'foreign key is left out, since {parent} has no usable shadow: add {table} to the tables',
    '省略外键，因为 {parent} 没有可用的影子表：请将 {table} 加入所选的表',
  ],
  [
    'foreign key {key} references {parent}, which is no shadow: shadow rows are checked against real ones, and that table is locked when the key is made or dropped',
    '外键 {key} 引用 {parent}（不是影子表）：影子表的数据将依据真实数据检查，且在创建或删除该外键时锁定该表',
  ],
  [
    "the default {value} of column {column} is left out, since it would use up a real sequence's numbers",
    '省略列 {column} 的默认值 {value}，否则会耗用真实序列的编号',
  ],
  [
    'the time to live ({ttl}) is left out, since it would delete shadow rows',
    '省略存活时间（{ttl}），否则会删除影子表的行',
  ],
  [
    'the tables {tables} behind the MERGE table are left out, since they are real',
    '省略 MERGE 表背后的表 {tables}，因为它们是真实的表',
  ],
];
