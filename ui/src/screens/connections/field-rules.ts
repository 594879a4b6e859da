/** What the form of a connection refuses by itself. The server looks at everything again. */

import type { FormRule } from 'antd';
import { useTexts } from '../../texts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export function useFieldRules() {
  const { connections: texts } = useTexts();
  const needed: FormRule = { required: true, whitespace: true, message: texts.needed };
  const time: FormRule = { required: true, pattern: TIME, message: texts.badTime };
  const port: FormRule = {
    validator: async (_, value: number | null) => {
      if (value !== null && !(Number.isInteger(value) && value >= 1 && value <= 65535))
        throw new Error(texts.badPort);
    },
  };
  return { needed, time, port };
}
