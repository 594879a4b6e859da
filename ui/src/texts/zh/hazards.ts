/** 各种风险的含义与处理办法；详见 docs/hazards.md。 */

import type { HazardText } from '../en/hazards';

export const hazards = {
  gate: '需确认：允许之后，语句才会执行',
  notice: '提示：仅供知悉',
  codes: {
    'drops-column': {
      meaning: '源表已没有的列将被删除，列中的值一并丢失。',
      advice: '若测试不再需要旧值，可允许；否则请先另存。',
    },
    'drops-primary-key': {
      meaning: '主键将被删除，且没有唯一键接替其约束。',
      advice: '若源表确实没有主键，可允许；行会保留。',
    },
    'drops-unique': {
      meaning: '唯一键将被删除，且没有其他键起同样的约束作用：可能出现重复值。',
      advice: '可允许；行会保留。',
    },
    'drops-partition': {
      meaning: '分区及其中的行将被删除。',
      advice: '若测试不再需要这些行，可允许。',
    },
    'narrows-type': {
      meaning: '类型变小；放不下的值会使语句失败，绝不截断。',
      advice: '若值都放得下，可允许；否则请先删除这些行。',
    },
    'converts-type': {
      meaning: '类型变为另一类，值由服务器转换。',
      advice: '请先查看数据，再允许。',
    },
    'changes-charset': {
      meaning: '已存储的文本将转换为另一字符集。',
      advice: '转换到更大的字符集可允许；否则请先查看数据。',
    },
    'sets-not-null': {
      meaning: '列将不再接受 NULL；含 NULL 的行会使语句失败。',
      advice: '请先补全该列，再允许。',
    },
    'adds-unique': {
      meaning: '将添加唯一键或主键；值重复的行会使语句失败。',
      advice: '请先去除重复，再允许。',
    },
    'adds-check': {
      meaning: '将添加 CHECK 约束；不符合的行会使语句失败。',
      advice: '请先修正这些行，再允许。',
    },
    'adds-foreign-key': {
      meaning: '将添加外键；没有父行的行会使语句失败。',
      advice: '请补充父行或删除这些行，再允许。',
    },
    repartitions: {
      meaning: '行将重新划分到其他分区，所有行都会被复制。',
      advice: '若可接受该表在此期间持续繁忙，可允许。',
    },
    'rebuilds-table': {
      meaning: '没有 ALTER 能达到目标：将新建一张表，填充数据，并取代影子表。',
      advice: '请与 copies-table、drops-old-twin 一并允许，或选择其他重建方式。',
    },
    'copies-table': {
      meaning: '用 SQL 将行复制到取代影子表的新表中。',
      advice: '若可接受服务器在此期间持续繁忙，可允许。',
    },
    'empties-table': {
      meaning: '取代影子表的新表没有任何行。',
      advice: '若测试自带数据，可允许。',
    },
    'blocks-writes': {
      meaning: '影子表很大，语句执行期间对它的写入可能等待。',
      advice: '没有测试运行时可允许。',
    },
    'drops-old-twin': {
      meaning: '重建之后删除旧表，新表没有的列一并丢失。',
      advice: '请与 rebuilds-table 一并允许。',
    },
    'drops-shadow': {
      meaning: '影子表连同其行一并删除。',
      advice: '若测试不再需要这些行，可允许。',
    },
    'foreign-key-to-real-table': {
      meaning: '影子表的外键将引用一张非影子表：该表会被短暂锁定。',
      advice: '最好让外键指向影子表，并同时选择父表。',
    },
    'touches-real-table': {
      meaning: '将删除引用非影子表的外键：该表会被短暂锁定。',
      advice: '请在空闲时段允许。',
    },
    'foreign-key-omitted': {
      meaning: '源表的一个外键被省略，因为其父表没有可用的影子表。',
      advice: '请选择提示中的表，该外键便会添加。',
    },
    'sequence-default-omitted': {
      meaning: '取自序列的默认值被省略。',
      advice: '请由测试为该列赋值。',
    },
    'ttl-omitted': {
      meaning: '行的存活时间（TTL）被省略：否则服务器会在测试中删除影子表的行。',
      advice: '无需处理。',
    },
    'union-omitted': {
      meaning: 'MERGE 表背后的表清单被省略。',
      advice: '请排除该表；没有成员表的 MERGE 表无法写入。',
    },
  } as Record<string, HazardText>,
};
