import { describe, expect, test } from 'vitest';
import { en } from '../../texts/en';
import { zh } from '../../texts/zh';
import { rhythm } from './cron';

describe('a schedule in words', () => {
  test.each([
    ['* * * * *', 'Every minute', '每分钟'],
    ['*/15 * * * *', 'Every 15 minutes', '每 15 分钟'],
    ['5 * * * *', 'Every hour, at minute 5', '每小时的第 5 分'],
    ['0 */6 * * *', 'Every 6 hours, at minute 0', '每 6 小时的第 0 分'],
    ['30 2 * * *', 'Every day at 02:30', '每天 02:30'],
    ['0 2,14 * * *', 'Every day at 02:00, 14:00', '每天 02:00、14:00'],
    [
      '0 22 * * 1-5',
      'On Monday, Tuesday, Wednesday, Thursday, Friday at 22:00',
      '每逢星期一、星期二、星期三、星期四、星期五 22:00',
    ],
    ['0 3 * * SUN', 'On Sunday at 03:00', '每逢星期日 03:00'],
    ['0 3 * * 7', 'On Sunday at 03:00', '每逢星期日 03:00'],
    ['15 4 1,15 * *', 'On day 1, 15 of the month at 04:15', '每月 1、15 日 04:15'],
    ['0 0 1 JAN *', 'Every year in January on day 1 at 00:00', '每年一月 1 日 00:00'],
  ])('%s', (cron, english, chinese) => {
    const found = rhythm(cron);
    expect(found && en.tasks.rhythm(found)).toBe(english);
    expect(found && zh.tasks.rhythm(found)).toBe(chinese);
  });

  test.each(['0 0 1 * 1', '0-59/2 1 * * *', '0 0 L * *', '* 5 * * *', '0 0 * *', 'nonsense'])(
    '%s is best read as it is',
    (cron) => expect(rhythm(cron)).toBeNull(),
  );
});
