/** 服务器以命令行用语说明表对的原因，此处改用控制台的用语。 */

export const reasons = {
  notAdopted: (shadow: string, score: string, source: string, why: string | undefined) =>
    `表 ${shadow} 已存在，但未登记为影子表；它与 ${source} 的相似度为 ${score} %${why ? `（${why}）` : ''}；若它确实是影子表，请在新任务中用“认领…”认领`,
  notAllowed: (codes: string) => `须先在任务设置中允许这些风险：${codes}`,
};
