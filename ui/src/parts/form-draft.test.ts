import { expect, test } from 'vitest';
import { read, written } from './form-draft';

interface Values {
  name: string;
  color: string | undefined;
  port: number | null;
  password: string;
}

const VALUES: Values = { name: 'shop', color: undefined, port: null, password: 'not to be seen' };

test('a draft is what was typed, without secrets', () => {
  const text = written<Values>({ values: VALUES, base: '"3"' }, ['password']);
  expect(text).not.toContain(VALUES.password);
  const draft = read<Values>(text);
  expect(draft).toEqual({ values: { name: 'shop', color: undefined, port: null }, base: '"3"' });
  // A field that was emptied stays empty, whatever the form begins with.
  expect({ ...VALUES, color: 'red', ...draft?.values }.color).toBeUndefined();
});

test.each([[null], ['{'], ['{}'], ['null'], ['{"values":{},"empty":3}']])('%s is no draft', (text) =>
  expect(read(text)).toBeUndefined(),
);
