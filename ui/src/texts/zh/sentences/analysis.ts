/** 分析一对表时得出的原因。 */

import type { Sentence } from '../../sentence';

export const analysis: readonly Sentence[] = [
  [
    'table {shadow} exists and is not registered as a shadow; it is {score} % like {source} ({why}); if it is the shadow, adopt it: --adopt {name}',
    '表 {shadow} 已存在，但未登记为影子表；它与 {source} 的相似度为 {score}%（{why}）；若它确实是影子表，请在新任务中用“认领…”认领',
  ],
  [
    'table {shadow} exists and is not registered as a shadow; it is {score} % like {source}; if it is the shadow, adopt it: --adopt {name}',
    '表 {shadow} 已存在，但未登记为影子表；它与 {source} 的相似度为 {score}%；若它确实是影子表，请在新任务中用“认领…”认领',
  ],
  ['Create', '新建'],
  ['Modify', '修改'],
  ['Consistent', '一致'],
  ['Conflict', '冲突'],
  ['Unsupported', '不支持'],
  ['Failed', '失败'],
  ['the primary key is not over the same columns', '主键所含的列不同'],
  ['column {column} is missing', '缺少列 {column}'],
  ['the source has no column {column}', '源表没有列 {column}'],
  ['column {column} is of another kind', '列 {column} 的类型类别不同'],
  [
    'shadow {child} is in the way with its foreign key {key} and is not selected: add its source to the tables',
    '影子表 {child} 的外键 {key} 阻碍了变更，而它的源表未被选择：请将该源表加入所选的表',
  ],
  [
    'table {child}, which is no shadow, is in the way with its foreign key {key}',
    '表 {child}（不是影子表）的外键 {key} 阻碍了变更',
  ],
  [
    'the foreign key {key} is dropped and added again, since {parent} changes',
    '外键 {key} 将先删除再添加，因为 {parent} 会改变',
  ],
  [
    'the foreign key is dropped and added again, since {parent} changes',
    '外键将先删除再添加，因为 {parent} 会改变',
  ],
  [
    'no ALTER leads there, and rebuilding is ruled out: {why}',
    '没有 ALTER 能达到目标，而重建已被禁止：{why}',
  ],
  ['the table is made anew: {why}', '将重建该表：{why}'],
];
