/** 影子表登记页的文字。 */

export const registry = {
  explanation: '登记表位于数据库之内，记录哪些表是影子表。只有登记在此的表才会被修改或删除。',
  tabs: { all: '全部影子表', orphans: '孤立影子表' },
  searchLabel: '搜索影子表',
  comparing: '正在将每张影子表与其源表比较…',
  none: '该数据库还没有登记影子表',
  noOrphans: '没有孤立影子表：每张影子表都有源表',
  noneFound: '没有符合搜索条件的影子表',
  columns: {
    shadow: '影子表',
    source: '源表',
    state: '状态',
    why: '原因',
    rows: '行数',
    bytes: '大小',
    registered: '登记',
  },
  changedAt: '变更',
  cleanUp: (count: number) => (count === 0 ? '清理…' : `清理 ${count.toLocaleString('zh-CN')} 张…`),
  cleanUpOrphans: '清理全部孤立影子表…',
  cleanUpRefused: '您在该连接上的角色不允许此操作。',
  selectFirst: '请先选择影子表',
  preview: '清理：将要删除的内容',
  previewing: '正在查看将要删除的内容…',
  nothing: '没有要删除的内容。',
  willDrop: (count: number, database: string) =>
    `将删除 ${database} 的 ${count.toLocaleString('zh-CN')} 张影子表及其所有行。源表不受影响。`,
  stay: (count: number) => `${count.toLocaleString('zh-CN')} 张无法删除，予以保留。`,
  notThere: '没有这张表：只删除其登记。',
  hasRows: '有行',
  empty: '空',
  knows: '我知道这些行将会丢失',
  drop: (count: number) => `删除 ${count.toLocaleString('zh-CN')} 张影子表`,
  sql: '语句',
  results: {
    Dropped: '已删除',
    Failed: '失败',
    Refused: '保留',
    NotRun: '未执行',
  } as Record<string, string>,
  done: '清理：已完成的操作',
  doneSummary: (dropped: number, others: number) =>
    others === 0
      ? `已删除 ${dropped.toLocaleString('zh-CN')} 张。`
      : `已删除 ${dropped.toLocaleString('zh-CN')} 张，${others.toLocaleString('zh-CN')} 张未删除。`,
};
