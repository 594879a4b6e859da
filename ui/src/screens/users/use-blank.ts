/** A form for something new, whose draft outlives a reload. */

import type { FormInstance } from 'antd';
import { useFormDraft } from '../../parts/form-draft';

export function useBlank<Values extends object>(
  name: string,
  form: FormInstance<Values>,
  blank: Values,
  close: () => void,
) {
  const draft = useFormDraft<Values>(name);
  return {
    /** What stood in it before a reload. */
    before: draft.restored?.values,
    keep: () => draft.keep(form.getFieldsValue(true)),
    /** Empties it. */
    again: () => {
      draft.forget();
      form.setFieldsValue(blank as Parameters<typeof form.setFieldsValue>[0]);
    },
    /** Closes it, and nothing is kept. */
    giveUp: () => {
      draft.forget();
      close();
    },
  };
}
