/** The calendar for a date and a time; loaded when it is needed. */

import { DatePicker } from 'antd';
import dayjs from 'dayjs';

interface DateTimeProps {
  id: string;
  value: string | null;
  onChange: (at: string | null) => void;
}

export default function DateTime({ id, value, onChange }: DateTimeProps) {
  return (
    <DatePicker
      id={id}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      needConfirm={false}
      // The field shows what is picked, and never what the pointer happens to be over: that may be another minute once the column rolls.
      previewValue={false}
      value={value ? dayjs(value) : null}
      onChange={(at) => onChange(at ? at.second(0).millisecond(0).toISOString() : null)}
      disabledDate={(day) => day.isBefore(dayjs().startOf('day'))}
      style={{ width: 260 }}
    />
  );
}
