/** 哪些表能成对、哪些不能：仅凭名称即可判断的原因。 */

import type { Sentence } from '../../sentence';

export const selection: readonly Sentence[] = [
  [
    "the name {shadow} has {chars} characters, but a table's name has at most 64: use a shorter affix",
    '名称 {shadow} 有 {chars} 个字符，而表名最多 64 个：请使用更短的前缀或后缀',
  ],
  [
    '{source} is itself the shadow of {of}, and a shadow gets no shadow',
    '{source} 本身是 {of} 的影子表，影子表不再有影子表',
  ],
  [
    "{shadow} is selected as a source, so it can't be the shadow of {source}",
    '{shadow} 已选作源表，因此不能是 {source} 的影子表',
  ],
  ['{source} and {with} would have the same shadow {shadow}', '{source} 与 {with} 的影子表会同名：{shadow}'],
  ['there is a {what} named {shadow}', '已有名为 {shadow} 的{what}'],
  [
    'the name {shadow} is one that Shadowtable keeps for its own tables',
    '名称 {shadow} 由 Shadowtable 保留，用于它自己的表',
  ],
  ['{shadow} is registered as the shadow of {source}', '{shadow} 已登记为 {source} 的影子表'],
  ['there is no table {name}', '表 {name} 不存在'],
  ['did you mean {names}?', '是否要找：{names}？'],
  ["{name} can't be a source: {why}", '{name} 不能是源表：{why}'],
  ['no table fits the pattern {pattern}', '没有与模式 {pattern} 匹配的表'],
  ['it is a {what}', '它是{what}'],
  ['it is the registry of shadows', '它是影子表的登记表'],
  ['it is a scratch table of a rebuild', '它是重建时的临时表'],
  ['it is the shadow of {source}', '它是 {source} 的影子表'],
  ['it has the name of the shadow of {source}', '它与 {source} 的影子表同名'],
  ['it is excluded', '它已被排除'],
  ['table', '表'],
  ['view', '视图'],
  ['system view', '系统视图'],
  ['sequence', '序列'],
  ['temporary table', '临时表'],
  ['the table is {what}', '该表是临时的（{what}）'],
  ['it is a sequence', '它是序列'],
  [
    'the rows of a table of engine {engine} are somewhere else: a shadow would read and write the real ones',
    '存储引擎为 {engine} 的表，数据存放在别处：影子表会读写真实数据',
  ],
  ['no table of engine {engine} can be created', '无法创建存储引擎为 {engine} 的表'],
];
