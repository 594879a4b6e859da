/** Two moments from a calendar, in the browser's time zone. */

import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTexts } from '../../../texts';

interface BetweenProps {
  from: string | undefined;
  to: string | undefined;
  choose: (range: { from: string | null; to: string | null }) => void;
}

export default function Between({ from, to, choose }: BetweenProps) {
  const texts = useTexts().tasks.filters;
  return (
    <DatePicker.RangePicker
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      allowEmpty={[true, true]}
      aria-label={texts.time}
      placeholder={[texts.from, texts.to]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(range) =>
        choose({ from: range?.[0]?.toISOString() ?? null, to: range?.[1]?.toISOString() ?? null })
      }
    />
  );
}
