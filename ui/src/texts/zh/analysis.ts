/** 分析与表对的文字。 */

import { words } from './words';

export const analysis = {
  gate: '需确认',
  gateMeaning: '只有允许了该代码，语句才会执行。',
  notice: '提示',
  noticeMeaning: '仅供参考，无需确认。',
  toDo: '如何处理',
  hazardName: (code: string, isGate: boolean) => `${isGate ? '需确认' : '提示'} ${code}`,
  unchangedLines: '$ 行相同',
  notCopied: '浏览器不允许复制',
  view: '查看',
  pair: (source: string, shadow: string) => `${source} → ${shadow}`,
  tabs: {
    label: '表对的定义',
    source: '源表结构',
    shadow: '影子表现状',
    wanted: '影子表目标结构',
    sql: '变更 SQL',
    difference: '差异',
  },
  compare: '比较内容',
  againstWanted: '影子表：现状与目标',
  againstSource: '源表与影子表',
  noShadow: '影子表尚不存在。',
  noSource: '源表的定义未知。',
  noWanted: '影子表的目标结构未知。',
  noStatements: '无需执行任何语句。',
  noDifference: '两者相同。',
  reasons: '原因',
  live: '刚刚从数据库读取。',
  adoptedTag: '已认领',
  adopted: '这张已有的表将登记为影子表。',
  occupancy: (rows: number | null | undefined, bytes: string) =>
    typeof rows === 'number'
      ? `据服务器估计，影子表约有 ${words.rows(rows)}（${bytes}）。`
      : `影子表有数据（${bytes}）；服务器没有行数估计。`,
  empty: '影子表没有数据。',
  statement: (number: number) => `语句 ${number}`,
  notOfStatement: '影子表有意省略的内容',
};
