/** Changing one's own password. */

import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { api, taken } from '../api/client';
import { useChangedPerson } from '../api/me';
import { useTexts } from '../texts';
import type { Passwords } from './password-form';

export function usePasswordChange(done: () => void) {
  const { login } = useTexts();
  const { message } = App.useApp();
  const changedPerson = useChangedPerson();
  return useMutation({
    mutationFn: ({ current, next }: Passwords) =>
      taken(api.PUT('/api/v1/me/password', { body: { current, new: next } })),
    onSuccess: async () => {
      message.success(login.changed);
      done();
      await changedPerson();
    },
  });
}
