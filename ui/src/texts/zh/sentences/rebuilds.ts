/** 为何没有 ALTER 能把影子表改成应有的样子。 */

import type { Sentence } from '../../sentence';

export const rebuilds: readonly Sentence[] = [
  [
    "column {column} is in the primary key, and {server} can't drop it (1235)",
    '列 {column} 在主键中，{server} 无法删除它（1235）',
  ],
  [
    '{server} alters no column that the primary key holds the beginning of (1235)',
    '主键包含该列的前缀，{server} 无法修改这样的列（1235）',
  ],
  [
    "{server} can't change the reference system of column {column} (1235)",
    '{server} 无法更改列 {column} 的空间参考系（1235）',
  ],
  [
    "{server} can't make column {column} of another kind of type (1235)",
    '{server} 无法将列 {column} 改为其他类别的类型（1235）',
  ],
  ["{server} can't change the primary key of a heap (1235)", '{server} 无法更改堆组织表的主键（1235）'],
  ['{server} keeps the comment that a primary key had', '{server} 会保留主键原有的注释'],
  [
    'the new primary key lacks a column by which {server} still cuts the table (1503)',
    '新主键未包含 {server} 当前仍在使用的分区列（1503）',
  ],
  [
    "the new primary key has a new column, which {server} can't add so (1235)",
    '新主键含有新列，{server} 无法这样添加（1235）',
  ],
  ['{server} has no ALTER that adds such a key (1064)', '{server} 没有能添加此类键的 ALTER（1064）'],
  [
    '{server} gives the block size of an added key to the whole table',
    '{server} 会把新增键的块大小用于整张表',
  ],
  [
    '{server} makes a multi-valued key only with its table (1235)',
    '{server} 只能在建表时创建多值索引（1235）',
  ],
  [
    '{server} takes the values of column {column} for NULL (1138)',
    '{server} 会把列 {column} 的值当作 NULL（1138）',
  ],
  [
    "{server} can't convert {column}, whose values are bounds (1654)",
    '列 {column} 的值用作分区边界，{server} 无法转换它（1654）',
  ],
  ['{server} has no REMOVE PARTITIONING (1064)', '{server} 没有 REMOVE PARTITIONING（1064）'],
  ["{server} can't merge partitions or cut them anew", '{server} 无法合并或重新划分分区'],
  ["{server} can't change how a table is organized", '{server} 无法更改表的组织方式'],
  [
    "{server} can't add column {column}: it refuses NULL and has no default (1138)",
    '{server} 无法添加列 {column}：它不接受 NULL 且没有默认值（1138）',
  ],
  [
    'generated column {column} stands before the columns it is computed from',
    '生成列 {column} 位于其计算所依据的列之前',
  ],
  ['{server} gives keys the block size of a table that it alters', '{server} 在修改表时会把表的块大小用于键'],
  ['{server} has no ALTER for this difference: {what}', '{server} 没有处理此差异的 ALTER：{what}'],
  ['option {option} is to be unset', '选项 {option} 须取消设置'],
  ['option {option}', '选项 {option}'],
  ['a part of the definition that is only kept as text', '定义中仅以文本保留的部分'],
  ['no default character set is wanted', '目标结构未指定默认字符集'],
  ['a key or constraint without a name', '没有名称的键或约束'],
  ['a change without a clause', '没有对应子句的变更'],
  [
    'column {column} must be dropped and added, but {what} is computed from it',
    '列 {column} 须先删除再添加，但{what}依赖它',
  ],
  [
    'columns must be dropped and added, but {what} needs their values',
    '有列须先删除再添加，但{what}需要其中的值',
  ],
  ['column {column}', '列 {column} '],
  ['a CHECK', ' CHECK 约束'],
  ['a key', '某个键'],
  ['the partitioning', '分区'],
  ['key {key}', '键 {key} '],
  [
    "MariaDB can't change the engine of a table with system versioning (4120)",
    'MariaDB 无法更改带系统版本的表的存储引擎（4120）',
  ],
  ['{server} lets keys keep the block size that the table had', '{server} 会让键保留表原有的块大小'],
  [
    "{server} numbers rows by {what}, which can't go and come back (1075)",
    '{server} 的自增列依赖键 {what}，该键无法删除后再添加（1075）',
  ],
  [
    '{server} adds no column with a default that is another on each server, as {column} (1674)',
    '{server} 不会添加默认值因服务器而异的列，例如 {column}（1674）',
  ],
  [
    '{server} keeps the options that a primary key of the same columns had',
    '{server} 会保留同样列的主键原有的选项',
  ],
];
