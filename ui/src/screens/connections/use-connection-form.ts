/** What the form of a connection knows and does. */

import { useMutation } from '@tanstack/react-query';
import { App, Form, type FormInstance } from 'antd';
import { useState } from 'react';
import { Problem } from '../../api/problem';
import { useFormDraft } from '../../parts/form-draft';
import { said } from '../../parts/said';
import { ZONE } from '../../parts/when';
import { useTexts } from '../../texts';
import type { ConnectionFormProps } from './form';
import { save, useForgetConnections, useTestNew } from './queries';
import { fieldOf, isSamePlace, requestOf, type Values, valuesOf } from './values';

export type FilledForm = ReturnType<typeof useConnectionForm>;

export function useConnectionForm({ seen, close, reload }: Omit<ConnectionFormProps, 'title'>) {
  const texts = useTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  // What others change meanwhile must not slip in behind what is being typed.
  const draft = useFormDraft<Values>(`connection-${seen?.value.id ?? 'new'}`, ['password']);
  // What is typed belongs to the version that it was begun with: that of the draft may be older by now, and is refused then.
  const [based, setBased] = useState(() => seen && { ...seen, etag: draft.restored?.base ?? seen.etag });
  const before = based?.value;
  const initial = { ...valuesOf(before, ZONE), ...draft.restored?.values };
  const forget = useForgetConnections();
  const watched = Form.useWatch((all: Partial<Values>) => all, { form, preserve: true });
  // Before the fields are there, the form has no values of its own.
  const values = { ...initial, ...watched };
  const moved = Boolean(before?.has_password && !isSamePlace(requestOf(values, before), before));
  const request = () => requestOf(form.getFieldsValue(true), before);
  const test = useTestNew();
  const saving = useMutation({
    mutationFn: () => save(based && { id: based.value.id, etag: based.etag }, request()),
    onSuccess: async ({ name }) => {
      message.success(before ? texts.connections.saved(name) : texts.connections.created(name));
      await forget();
      giveUp();
    },
    onError: (error) => showAtField(form, error, said(texts, error)),
  });
  const giveUp = () => {
    draft.forget();
    close();
  };
  const again = async () => {
    const fresh = seen && (await reload());
    if (seen && !fresh) return;
    draft.forget();
    setBased(fresh);
    saving.reset();
    test.reset();
    form.setFieldsValue(valuesOf(fresh?.value, ZONE));
  };
  const tryOut = async () => {
    try {
      await form.validateFields(['host', 'port', 'socket', 'user', 'keep', 'password']);
    } catch {
      // What is missing stands at the fields.
      return;
    }
    const connection = request();
    // The server wants a name; what is tested has perhaps none yet.
    test.mutate({ connection: { ...connection, name: connection.name || '-' }, id: before?.id });
  };
  const keep = () => draft.keep(form.getFieldsValue(true), based?.etag);
  const isRestored = draft.restored !== undefined;
  return { form, before, initial, isRestored, keep, giveUp, moved, saving, test, tryOut, again };
}

function showAtField(form: FormInstance<Values>, error: unknown, sentence: string) {
  const name = error instanceof Problem ? fieldOf(error.field) : undefined;
  if (name) form.setFields([{ name, errors: [sentence] }]);
}
